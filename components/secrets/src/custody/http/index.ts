import type { OperationContext } from '@ashlar/database';
import { Forbidden, NotFound, Unprocessable, ValidationFailed } from '@ashlar/errors';
import { granted, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import { wipe } from '@ashlar/vault';
import { KeyStateRefused, sealReply } from '@ashlar/vault/custody';
import {
  CustodyUnavailable,
  GrantRefused,
  PlaintextRefused,
  SecretUnavailable,
  WrapUsed,
} from '../custody.errors.js';
import type { Custody } from '../custody.service.js';
import type { FetchedSecret } from '../fetch.service.js';
import { auditRoutes } from './audit.routes.js';
import { kubernetesRoutes } from './kubernetes.routes.js';
import {
  DeepRotationRequest,
  DeepRotationResponse,
  FetchRequest,
  FetchResponse,
  KeyBackupRequest,
  KeyBackupResponse,
  KeysResponse,
  MoveKeyRequest,
  RehearsalResponse,
  RotationResponse,
  UnwrapRequest,
  UnwrapResponse,
  WrapRequest,
  WrapResponse,
} from './custody.dto.js';

export interface CustodyRoutesDeps {
  /** Undefined where no keys are configured: then every operation is answered 503. */
  readonly custody: Custody | undefined;
}

const base = '/api/secrets';
const tag = 'secrets';

/** What the secrets API has. */
export function custodyRoutes({ custody }: CustodyRoutesDeps): readonly Route[] {
  const opened = (): Custody => {
    if (!custody)
      throw new CustodyUnavailable('This installation has no keys for secrets', { retryAfterSeconds: 60 });
    return custody;
  };
  const operator = granted('platform.update');
  const about = { tag, idempotency: 'ignored', concurrency: 'none' } as const;

  return [
    route({
      ...about,
      method: 'post',
      path: `${base}/fetch`,
      operationId: 'fetchSecrets',
      summary: 'The values of a grant, all or none, for the service that it names',
      description: 'Sealed to reply_key when there is one. A grant counts once.',
      permission: signedIn(),
      secret: true,
      body: FetchRequest,
      success: { status: 200, description: 'The values.', body: FetchResponse },
      errors: [GrantRefused, SecretUnavailable, PlaintextRefused, CustodyUnavailable],
      async handle({ ctx, body }) {
        const holder = opened();
        const replyKey = toReplyKey(body.reply_key);
        if (!replyKey && !holder.plaintextReplies) throw new PlaintextRefused();
        const { grant, secrets } = await holder.fetch(ctx, body.grant);
        const presented = secrets.map(present);
        wipe(...secrets.map(({ value }) => value));
        if (!replyKey) return ok({ grant_id: grant.jti, secrets: presented });
        const plaintext = Buffer.from(JSON.stringify(presented));
        const { enc, ciphertext } = sealReply(replyKey, plaintext, grant.jti);
        wipe(plaintext);
        const sealed = { enc: enc.toString('base64'), ciphertext: ciphertext.toString('base64') };
        return ok({ grant_id: grant.jti, sealed });
      },
    }),
    ...kubernetesRoutes(opened),
    route({
      ...about,
      method: 'post',
      path: `${base}/wrap`,
      operationId: 'wrapValue',
      summary: 'Keeps a value for whoever has the token, once',
      permission: signedIn(),
      secret: true,
      body: WrapRequest,
      success: { status: 200, description: 'The token.', body: WrapResponse },
      errors: [CustodyUnavailable, Forbidden],
      async handle({ ctx, body }) {
        const value = Buffer.from(body.value_base64, 'base64');
        const { token, expiresAt } = await opened().wrap(ctx, value, body.ttl_seconds);
        wipe(value);
        return ok({ token, expires_at: expiresAt.toISOString() });
      },
    }),
    route({
      ...about,
      method: 'post',
      path: `${base}/unwrap`,
      operationId: 'unwrapValue',
      summary: 'The value under a token, the first time',
      permission: signedIn(),
      secret: true,
      body: UnwrapRequest,
      success: { status: 200, description: 'The value.', body: UnwrapResponse },
      errors: [WrapUsed, CustodyUnavailable, Forbidden],
      async handle({ ctx, body }) {
        const value = await opened().unwrap(ctx, body.token);
        const encoded = value.toString('base64');
        wipe(value);
        return ok({ value_base64: encoded });
      },
    }),
    route({
      ...about,
      method: 'get',
      path: `${base}/keys`,
      operationId: 'getKeys',
      summary: 'The key ring, and how much each key wraps',
      permission: operator,
      success: { status: 200, description: 'The ring.', body: KeysResponse },
      errors: [CustodyUnavailable],
      handle: async ({ ctx }) => ok(await keysOf(ctx, opened())),
    }),
    route({
      ...about,
      method: 'post',
      path: `${base}/keys/stage`,
      operationId: 'stageKey',
      summary: 'Makes a key for the ring that wraps nothing yet',
      permission: operator,
      success: { status: 200, description: 'The ring.', body: KeysResponse },
      errors: [CustodyUnavailable],
      async handle({ ctx }) {
        await opened().rotation.stage(ctx);
        return ok(await keysOf(ctx, opened()));
      },
    }),
    route({
      ...about,
      method: 'post',
      path: `${base}/keys/move`,
      operationId: 'moveKey',
      summary: 'Makes a key active, or retires one under which nothing is left',
      permission: operator,
      body: MoveKeyRequest,
      success: { status: 200, description: 'The ring.', body: KeysResponse },
      errors: [NotFound, KeyStateRefused, CustodyUnavailable],
      async handle({ ctx, body }) {
        await opened().rotation.move(ctx, body.key_id, body.state);
        return ok(await keysOf(ctx, opened()));
      },
    }),
    route({
      ...about,
      method: 'post',
      path: `${base}/rotation`,
      operationId: 'rotateKeys',
      summary: 'Re-wraps what other keys than the active one wrap',
      description: 'Goes on until nothing is left or the caller goes away; called again, it continues.',
      permission: operator,
      success: { status: 200, description: 'What was done and is left.', body: RotationResponse },
      errors: [CustodyUnavailable],
      async handle({ ctx }) {
        return ok(await opened().rotation.run(ctx));
      },
    }),
    route({
      ...about,
      method: 'post',
      path: `${base}/rotation/dry-run`,
      operationId: 'rehearseRotation',
      summary: 'Tries all that a rotation would re-wrap, and changes nothing',
      permission: operator,
      success: { status: 200, description: 'What would come of it.', body: RehearsalResponse },
      errors: [CustodyUnavailable],
      async handle({ ctx }) {
        const { examples, ...counts } = await opened().rotation.rehearse(ctx);
        return ok({ ...counts, examples: examples.map((one) => ({ ...one })) });
      },
    }),
    route({
      ...about,
      method: 'post',
      path: `${base}/keys/backup`,
      operationId: 'backUpKeys',
      summary: 'The key ring, encrypted for those who keep it',
      permission: operator,
      secret: true,
      body: KeyBackupRequest,
      success: { status: 200, description: 'The backup.', body: KeyBackupResponse },
      errors: [CustodyUnavailable, Unprocessable],
      handle: async ({ ctx, body }) => ok({ backup: await opened().rotation.backUp(ctx, body.recipients) }),
    }),
    route({
      ...about,
      method: 'post',
      path: `${base}/rotation/deep`,
      operationId: 'rotateOwnerDeeply',
      summary: 'Encrypts the values of an owner anew, after a leak',
      description:
        'A new key for the owner, and for each secret a new data key and ciphertext. Earlier values are destroyed. The owner is advised to change the credentials themselves.',
      permission: operator,
      body: DeepRotationRequest,
      success: { status: 200, description: 'What was done.', body: DeepRotationResponse },
      errors: [CustodyUnavailable],
      async handle({ ctx, body: { owner_type: type, owner_id: id } }) {
        return ok(await opened().rotateDeeply(ctx, { type, id }));
      },
    }),
    ...auditRoutes(opened),
    route({
      ...about,
      method: 'post',
      path: `${base}/seal`,
      operationId: 'sealProcess',
      summary: 'Makes the process that answers forget its keys until it is started again',
      permission: operator,
      success: { status: 204, description: 'It opens nothing any more.' },
      errors: [CustodyUnavailable],
      async handle({ ctx }) {
        await opened().seal(ctx);
        return noContent();
      },
    }),
  ];
}

/** @throws {ValidationFailed} for a point that nothing can be sealed to: before the grant is spent. */
function toReplyKey(encoded: string | undefined): Buffer | undefined {
  if (encoded === undefined) return undefined;
  const key = Buffer.from(encoded, 'base64');
  try {
    sealReply(key, Buffer.alloc(0), '');
    return key;
  } catch (cause) {
    const message = 'reply_key must be an X25519 public key';
    const errors = [{ pointer: '#/body/reply_key', field: 'reply_key', rule: 'x25519', message }];
    throw new ValidationFailed(message, { details: { errors }, cause });
  }
}

async function keysOf(ctx: OperationContext, custody: Custody): Promise<KeysResponse> {
  const keys = await custody.rotation.status(ctx);
  return {
    publisher_key: custody.publisherKey,
    root_fingerprint: custody.rootFingerprint,
    keys: keys.map(({ id, state, wraps, createdAt }) => ({
      id,
      state,
      wraps,
      created_at: createdAt.toISOString(),
    })),
  };
}

function present({ id, version, filename, value }: FetchedSecret) {
  return { id, version, filename, value_base64: value.toString('base64') };
}
