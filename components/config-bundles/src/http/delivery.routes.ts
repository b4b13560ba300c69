import type { OperationContext } from '@ashlar/database';
import { type DomainErrorClass, ValidationFailed } from '@ashlar/errors';
import { ObjectField, ok, route, type Route, signedIn, StringField, UuidField } from '@ashlar/http';
import { wipe } from '@ashlar/vault';
import {
  ConfigBundleNotFound,
  ConfigBundleSecretMissing,
  ConfigBundleSecretNotText,
} from '../config-bundles.errors.js';
import type { SignedBundles } from '../config-bundles.service.js';
import { fillSecrets, secretsNamedIn } from '../secret-references.js';
import { readTar, writeTar } from '../tar.js';

/** Long enough for what is largest, filled with the largest values, in base64. */
const longestContent = 30_000_000;

export class BundlePath {
  @StringField({
    description: 'SHA-256 of the bundle, in hex.',
    maxLength: 64,
    pattern: /^[0-9a-f]{64}$/,
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  })
  sha256!: string;
}

export class DeliverBundleRequest {
  @StringField({
    description: 'A grant for all secrets that the bundle names, of the user whose it is. It counts once.',
    maxLength: 65_536,
    example: 'ashlar_grant_x.0123456789abcdef.x',
  })
  grant!: string;

  @StringField({
    description: 'X25519 public key of the caller in base64: the bundle is sealed to it (HPKE).',
    maxLength: 44,
    pattern: /^[A-Za-z0-9+/]{43}=$/,
    optional: true,
  })
  reply_key?: string;
}

export class SealedBundleResponse {
  @StringField({ description: 'Encapsulated key, base64.', maxLength: 44 })
  enc!: string;

  @StringField({ description: 'The tar, sealed.', maxLength: longestContent })
  ciphertext!: string;
}

export class DeliveredBundleResponse {
  @UuidField({ description: 'Id of the grant; the bundle is sealed for it.' })
  grant_id!: string;

  @StringField({ description: 'Of the bundle before it was filled, in hex.', maxLength: 64 })
  sha256!: string;

  @StringField({
    description: 'The tar with values in the place of references. Without a reply key.',
    maxLength: longestContent,
    optional: true,
  })
  content_base64?: string;

  @ObjectField(() => SealedBundleResponse, { description: 'With a reply key.', optional: true })
  sealed?: SealedBundleResponse;
}

/** What opens secrets, as far as a bundle is concerned. */
export interface BundleDelivery {
  /** Values by the file names that the grant gives them, once. */
  fetch(
    ctx: OperationContext,
    grant: string,
  ): Promise<{
    readonly grant: { readonly jti: string; readonly userId: string };
    readonly secrets: readonly { readonly filename: string; readonly value: Buffer }[];
  }>;
  /** To a public key of the caller, for one grant. @throws when it is no such key. */
  seal(
    replyKey: Buffer,
    plaintext: Buffer,
    grantId: string,
  ): { readonly enc: Buffer; readonly ciphertext: Buffer };
  /** Before anything is opened. @throws unless what is in a bundle may be answered unsealed. */
  assertPlaintextAllowed(): void;
}

export interface BundleDeliveryRoutesDeps {
  readonly bundles: SignedBundles;
  /** @throws where nothing can be opened. */
  readonly open: () => BundleDelivery;
  /** What `open`, `fetch` and `assertPlaintextAllowed` throw. */
  readonly errors: readonly DomainErrorClass[];
}

/** For the one process that opens secrets. */
export function bundleDeliveryRoutes({ bundles, open, errors }: BundleDeliveryRoutesDeps): readonly Route[] {
  return [
    route({
      ...{ tag: 'config-bundles', idempotency: 'ignored', concurrency: 'none' },
      method: 'post',
      path: '/api/secrets/config-bundles/{sha256}/fetch',
      operationId: 'fetchConfigBundle',
      summary: 'A config bundle with its secrets filled in, for the service that the grant names',
      description: 'Sealed to reply_key when there is one. A grant counts once.',
      permission: signedIn(),
      secret: true,
      pathParameters: BundlePath,
      body: DeliverBundleRequest,
      success: { status: 200, description: 'The bundle.', body: DeliveredBundleResponse },
      errors: [...errors, ConfigBundleNotFound, ConfigBundleSecretMissing, ConfigBundleSecretNotText],
      async handle({ ctx, path: { sha256 }, body }) {
        const delivery = open();
        const replyKey = replyKeyOf(body.reply_key, delivery);
        if (!replyKey) delivery.assertPlaintextAllowed();
        const { grant, secrets } = await delivery.fetch(ctx, body.grant);
        try {
          const { content } = await bundles.get(ctx, sha256, grant.userId);
          const filled = await fill(content, new Map(secrets.map((one) => [one.filename, one.value])));
          const about = { grant_id: grant.jti, sha256 };
          if (!replyKey) return ok({ ...about, content_base64: filled.toString('base64') });
          const { enc, ciphertext } = delivery.seal(replyKey, filled, grant.jti);
          wipe(filled);
          return ok({
            ...about,
            sealed: { enc: enc.toString('base64'), ciphertext: ciphertext.toString('base64') },
          });
        } finally {
          wipe(...secrets.map(({ value }) => value));
        }
      },
    }),
  ];
}

/** @throws {ConfigBundleSecretMissing | ConfigBundleSecretNotText} */
async function fill(content: Buffer, values: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const entries = await readTar(content);
  const missing = secretsNamedIn(entries).filter((name) => !values.has(name));
  if (missing.length > 0) {
    throw new ConfigBundleSecretMissing(`The grant does not cover ${missing[0]}`, { details: { missing } });
  }
  return writeTar(fillSecrets(entries, (name) => values.get(name) ?? Buffer.alloc(0)));
}

function replyKeyOf(encoded: string | undefined, { seal }: BundleDelivery): Buffer | undefined {
  if (encoded === undefined) return undefined;
  const key = Buffer.from(encoded, 'base64');
  try {
    seal(key, Buffer.alloc(0), '');
    return key;
  } catch (cause) {
    const message = 'reply_key must be an X25519 public key';
    const errors = [{ pointer: '#/body/reply_key', field: 'reply_key', rule: 'x25519', message }];
    throw new ValidationFailed(message, { details: { errors }, cause });
  }
}
