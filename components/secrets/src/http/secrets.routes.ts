import type { OperationContext } from '@ashlar/database';
import { type DomainErrorClass, Forbidden, Unprocessable } from '@ashlar/errors';
import { created, type Dto, listed, noContent, ok, type Permission, route, type Route } from '@ashlar/http';
import { SecretsUnconfigured } from '../sealing.errors.js';
import {
  SecretFilenameTaken,
  SecretKeysUnavailable,
  SecretNotFound,
  SecretTooLarge,
  SecretVersionConflict,
  SecretVersionNotFound,
} from '../secrets.errors.js';
import type { Secrets } from '../secrets.service.js';
import type { OwnerRef } from '../secrets.types.js';
import {
  AddSecretVersionRequest,
  CreateSecretRequest,
  ImportSecretsRequest,
  ImportSecretsResponse,
  LabelRequest,
  SecretListQuery,
  SecretResponse,
  SecretVersionRequest,
  SecretVersionsResponse,
  UpdateSecretRequest,
} from './secrets.dto.js';
import { presentSecret, presentVersion, toOptionalValue, toTime, toValue } from './secrets.presenter.js';

/** Where the secrets of one kind of owner are, and who may act for it. */
export interface SecretCollection<P extends object, S extends P & HasSecret> {
  readonly secrets: Secrets;
  /** `/api/data/user/secrets` */
  readonly base: string;
  /** Goes into the ids of the operations: `User` gives `listUserSecrets`. */
  readonly noun: string;
  readonly permission: Permission<P>;
  readonly ownerOf: (ctx: OperationContext, path: P) => OwnerRef;
  /** What changes are refused with here, beside what they are refused with everywhere. */
  readonly changeErrors?: readonly DomainErrorClass[];
  readonly paths: {
    readonly all: Dto<P>;
    readonly one: Dto<S>;
  };
}

export interface HasSecret {
  readonly secret_id: string;
}

const tag = 'secrets';
const writeErrors = [
  SecretFilenameTaken,
  SecretTooLarge,
  SecretKeysUnavailable,
  SecretsUnconfigured,
  Forbidden,
];

/** The operations of one collection; all collections have the same. */
export function secretCollectionRoutes<P extends object, S extends P & HasSecret>({
  secrets,
  base,
  noun,
  permission,
  ownerOf,
  changeErrors = [],
  paths,
}: SecretCollection<P, S>): readonly Route[] {
  const one = `${base}/{secret_id}`;
  const ofOne = permission as Permission<S>;
  const locationOf = (path: P, id: string): string =>
    `${base.replace(/\{(\w+)\}/g, (_, name: string) => String(Reflect.get(path, name)))}/${id}`;
  const missing = [SecretNotFound, Forbidden];

  return [
    route({
      method: 'get',
      path: base,
      operationId: `list${noun}Secrets`,
      summary: 'Secrets, without their values',
      tag,
      permission,
      pathParameters: paths.all,
      query: SecretListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: SecretResponse } },
      errors: [Forbidden],
      handle: async ({ ctx, path, query }) =>
        listed(await secrets.list(ctx, ownerOf(ctx, path), query, query.toRequest()), query, presentSecret),
    }),
    route({
      method: 'post',
      path: base,
      operationId: `create${noun}Secret`,
      summary: 'Adds a secret',
      description:
        'The value cannot be read here again. An Idempotency-Key is ignored: the filename is the key.',
      tag,
      permission,
      pathParameters: paths.all,
      body: CreateSecretRequest,
      idempotency: 'ignored',
      success: { status: 201, description: 'Added.', body: SecretResponse },
      errors: [...writeErrors, ...changeErrors],
      async handle({ ctx, path, body }) {
        const { name, kind, default_filename: defaultFilename } = body;
        const expiresAt = toTime(body.expires_at) ?? undefined;
        const input = { name, kind, defaultFilename, expiresAt, value: toValue(body) };
        const secret = await secrets.create(ctx, ownerOf(ctx, path), input);
        return created(presentSecret(secret), locationOf(path, secret.id), secret.version);
      },
    }),
    route({
      method: 'post',
      path: `${base}/import`,
      operationId: `import${noun}Secrets`,
      summary: 'Makes secrets of a .env text, all or none',
      tag,
      permission,
      pathParameters: paths.all,
      body: ImportSecretsRequest,
      idempotency: 'ignored',
      success: { status: 200, description: 'What was made and changed.', body: ImportSecretsResponse },
      errors: [...writeErrors, Unprocessable, ...changeErrors],
      async handle({ ctx, path, body }) {
        const result = await secrets.importEnv(ctx, ownerOf(ctx, path), body.content);
        return ok({ created: result.created.map(presentSecret), updated: result.updated.map(presentSecret) });
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: `get${noun}Secret`,
      summary: 'One secret, without its value',
      tag,
      permission: ofOne,
      pathParameters: paths.one,
      success: { status: 200, description: 'The secret.', body: SecretResponse },
      errors: missing,
      async handle({ ctx, path }) {
        const secret = await secrets.get(ctx, ownerOf(ctx, path), path.secret_id);
        return ok(presentSecret(secret), secret.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: `update${noun}Secret`,
      summary: 'Changes a secret, or gives it a new value',
      description: 'A JSON merge patch: what is absent stays, null clears. A new value keeps the expiry.',
      tag,
      permission: ofOne,
      pathParameters: paths.one,
      body: UpdateSecretRequest,
      success: { status: 200, description: 'The secret as it is now.', body: SecretResponse },
      errors: [...missing, ...writeErrors, ...changeErrors],
      async handle({ ctx, path, body, expected }) {
        const { name, default_filename: defaultFilename } = body;
        const change = {
          name,
          defaultFilename,
          expiresAt: toTime(body.expires_at),
          value: toOptionalValue(body),
        };
        const secret = await secrets.update(ctx, ownerOf(ctx, path), path.secret_id, expected, change);
        return ok(presentSecret(secret), secret.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: `delete${noun}Secret`,
      summary: 'Takes a secret out of use',
      description: 'It can be brought back, until it is destroyed or 30 days have passed.',
      tag,
      permission: ofOne,
      pathParameters: paths.one,
      success: { status: 204, description: 'Deleted.' },
      errors: [...missing, ...changeErrors],
      async handle({ ctx, path, expected }) {
        await secrets.delete(ctx, ownerOf(ctx, path), path.secret_id, expected);
        return noContent();
      },
    }),
    route({
      method: 'post',
      path: `${one}/undelete`,
      operationId: `undelete${noun}Secret`,
      summary: 'Brings a deleted secret back',
      tag,
      permission: ofOne,
      pathParameters: paths.one,
      success: { status: 200, description: 'The secret.', body: SecretResponse },
      errors: [...missing, SecretFilenameTaken, ...changeErrors],
      async handle({ ctx, path, expected }) {
        const secret = await secrets.undelete(ctx, ownerOf(ctx, path), path.secret_id, expected);
        return ok(presentSecret(secret), secret.version);
      },
    }),
    route({
      method: 'post',
      path: `${one}/destroy`,
      operationId: `destroy${noun}Secret`,
      summary: 'Removes a secret and all of its values for good',
      tag,
      permission: ofOne,
      pathParameters: paths.one,
      success: { status: 204, description: 'Destroyed.' },
      errors: [...missing, ...changeErrors],
      async handle({ ctx, path, expected }) {
        await secrets.destroy(ctx, ownerOf(ctx, path), path.secret_id, expected);
        return noContent();
      },
    }),
    route({
      method: 'get',
      path: `${one}/versions`,
      operationId: `list${noun}SecretVersions`,
      summary: 'Values that the secret had, without them',
      tag,
      permission: ofOne,
      pathParameters: paths.one,
      success: { status: 200, description: 'At most 100 are kept.', body: SecretVersionsResponse },
      errors: missing,
      async handle({ ctx, path }) {
        const versions = await secrets.listVersions(ctx, ownerOf(ctx, path), path.secret_id);
        return ok({ versions: versions.map(presentVersion) });
      },
    }),
    route({
      method: 'post',
      path: `${one}/versions`,
      operationId: `add${noun}SecretVersion`,
      summary: 'Gives a secret a new value',
      tag,
      permission: ofOne,
      pathParameters: paths.one,
      body: AddSecretVersionRequest,
      idempotency: 'ignored',
      success: { status: 201, description: 'The secret with its new value.', body: SecretResponse },
      errors: [...missing, ...writeErrors, SecretVersionConflict, ...changeErrors],
      async handle({ ctx, path, body }) {
        const secret = await secrets.addVersion(
          ctx,
          ownerOf(ctx, path),
          path.secret_id,
          toValue(body),
          body.cas,
        );
        return created(presentSecret(secret), locationOf(path, secret.id), secret.version);
      },
    }),
    ...(['restore', 'delete', 'undelete', 'destroy'] as const).map((verb) =>
      route({
        method: 'post',
        path: `${one}/versions/${verb}`,
        operationId: `${verb}${noun}SecretVersion`,
        summary: verbs[verb].summary,
        tag,
        permission: ofOne,
        pathParameters: paths.one,
        body: SecretVersionRequest,
        success: { status: 200, description: 'The secret.', body: SecretResponse },
        errors: [...missing, SecretVersionNotFound, ...changeErrors],
        async handle({ ctx, path, body }) {
          const owner = ownerOf(ctx, path);
          const { state } = verbs[verb];
          if (state === undefined) await secrets.restoreVersion(ctx, owner, path.secret_id, body.version);
          else await secrets.setVersionState(ctx, owner, path.secret_id, body.version, state);
          const secret = await secrets.get(ctx, owner, path.secret_id);
          return ok(presentSecret(secret), secret.version);
        },
      }),
    ),
    route({
      method: 'post',
      path: `${one}/labels`,
      operationId: `label${noun}SecretVersion`,
      summary: 'Gives a version a name, or takes the name away',
      tag,
      permission: ofOne,
      pathParameters: paths.one,
      body: LabelRequest,
      success: { status: 200, description: 'The secret.', body: SecretResponse },
      errors: [...missing, SecretVersionNotFound, Unprocessable, ...changeErrors],
      async handle({ ctx, path, body, expected }) {
        const owner = ownerOf(ctx, path);
        const version = body.version ?? undefined;
        const secret = await secrets.label(ctx, owner, path.secret_id, expected, body.label, version);
        return ok(presentSecret(secret), secret.version);
      },
    }),
  ];
}

const verbs = {
  restore: { summary: 'Makes an earlier value the newest again', state: undefined },
  delete: { summary: 'Takes a value out of use', state: 'deleted' },
  undelete: { summary: 'Takes a value back into use', state: 'live' },
  destroy: { summary: 'Removes a value for good', state: 'destroyed' },
} as const;
