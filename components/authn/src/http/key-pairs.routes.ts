import { Forbidden } from '@ashlar/errors';
import { created, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import { KeyPairNotFound } from '../key-pairs.errors.js';
import type { KeyPair, KeyPairs } from '../key-pairs.types.js';
import {
  CreateKeyPairRequest,
  KeyPairListQuery,
  KeyPairPath,
  KeyPairResponse,
  NewKeyPairResponse,
} from './key-pairs.dto.js';

const base = '/api/data/user/key-pairs';
const one = `${base}/{key_pair_id}`;
const tag = 'key-pairs';

export function keyPairRoutes({ keyPairs }: { readonly keyPairs: KeyPairs }): readonly Route[] {
  return [
    route({
      ...{ method: 'get', path: base, tag, permission: signedIn() },
      operationId: 'listKeyPairs',
      summary: 'Key pairs of the caller',
      query: KeyPairListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: KeyPairResponse } },
      errors: [Forbidden],
      handle: async ({ ctx, query }) => listed(await keyPairs.list(ctx, query.toRequest()), query, present),
    }),
    route({
      ...{ method: 'post', path: base, tag, permission: signedIn() },
      operationId: 'createKeyPair',
      summary: 'Makes a key pair for a Backend.AI client',
      description:
        'The secret is shown once. The pair may do what the caller may on the paths of Backend.AI, and nothing that needs an administrator of the platform.',
      body: CreateKeyPairRequest,
      success: { status: 201, description: 'Made.', body: NewKeyPairResponse },
      errors: [Forbidden],
      secret: true,
      async handle({ ctx, body }) {
        const { keyPair, secretKey } = await keyPairs.create(ctx, {
          name: body.name,
          days: body.expires_in_days,
        });
        const answer = { ...present(keyPair), secret_key: secretKey };
        return created(answer, `${base}/${keyPair.id}`, keyPair.version);
      },
    }),
    route({
      ...{ method: 'get', path: one, tag, permission: signedIn(), pathParameters: KeyPairPath },
      operationId: 'getKeyPair',
      summary: 'One key pair of the caller',
      success: { status: 200, description: 'The pair, without its secret.', body: KeyPairResponse },
      errors: [KeyPairNotFound, Forbidden],
      async handle({ ctx, path }) {
        const pair = await keyPairs.get(ctx, path.key_pair_id);
        return ok(present(pair), pair.version);
      },
    }),
    route({
      ...{ method: 'delete', path: one, tag, permission: signedIn(), pathParameters: KeyPairPath },
      operationId: 'deleteKeyPair',
      summary: 'Revokes a key pair',
      description: 'At once, on every replica.',
      success: { status: 204, description: 'Revoked.' },
      errors: [KeyPairNotFound, Forbidden],
      async handle({ ctx, path, expected }) {
        await keyPairs.revoke(ctx, path.key_pair_id, expected);
        return noContent();
      },
    }),
  ];
}

function present(pair: KeyPair): KeyPairResponse {
  return {
    id: pair.id,
    access_key: pair.accessKey,
    name: pair.name,
    expires_at: pair.expiresAt.toISOString(),
    last_used_at: pair.lastUsedAt?.toISOString() ?? null,
    version: pair.version,
    created_at: pair.createdAt.toISOString(),
  };
}
