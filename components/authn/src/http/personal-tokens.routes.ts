import { Forbidden, Unprocessable } from '@ashlar/errors';
import { created, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import { PersonalTokenNotFound } from '../personal-tokens.errors.js';
import type { PersonalToken, PersonalTokens } from '../personal-tokens.types.js';
import {
  CreatePersonalTokenRequest,
  NewPersonalTokenResponse,
  PersonalTokenListQuery,
  PersonalTokenPath,
  PersonalTokenResponse,
} from './personal-tokens.dto.js';

const base = '/api/data/user/tokens';
const one = `${base}/{token_id}`;
const tag = 'tokens';

export function personalTokenRoutes({ tokens }: { readonly tokens: PersonalTokens }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listPersonalTokens',
      summary: 'Access tokens of the caller',
      tag,
      permission: signedIn(),
      query: PersonalTokenListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: PersonalTokenResponse } },
      errors: [Forbidden],
      handle: async ({ ctx, query }) => listed(await tokens.list(ctx, query.toRequest()), query, present),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createPersonalToken',
      summary: 'Makes an access token for a program',
      description:
        'The token is shown once. It may do what the caller may, within its scopes, and nothing that needs an administrator.',
      tag,
      permission: signedIn(),
      body: CreatePersonalTokenRequest,
      success: { status: 201, description: 'Made.', body: NewPersonalTokenResponse },
      errors: [Forbidden, Unprocessable],
      secret: true,
      async handle({ ctx, body }) {
        const unknown = body.scopes.find((scope) => !/^([a-z][a-z-]*:)?(read|write)$/.test(scope));
        if (unknown !== undefined)
          throw new Unprocessable('A scope is read, write, or <tag>:read, <tag>:write');
        const { token, secret } = await tokens.create(ctx, {
          name: body.name,
          scopes: body.scopes,
          days: body.expires_in_days,
        });
        return created({ ...present(token), token: secret }, `${base}/${token.id}`, token.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getPersonalToken',
      summary: 'One access token of the caller',
      tag,
      permission: signedIn(),
      pathParameters: PersonalTokenPath,
      success: { status: 200, description: 'The token, without its secret.', body: PersonalTokenResponse },
      errors: [PersonalTokenNotFound, Forbidden],
      async handle({ ctx, path }) {
        const token = await tokens.get(ctx, path.token_id);
        return ok(present(token), token.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deletePersonalToken',
      summary: 'Revokes an access token',
      description: 'Other replicas may take it for five more seconds.',
      tag,
      permission: signedIn(),
      pathParameters: PersonalTokenPath,
      success: { status: 204, description: 'Revoked.' },
      errors: [PersonalTokenNotFound, Forbidden],
      async handle({ ctx, path, expected }) {
        await tokens.revoke(ctx, path.token_id, expected);
        return noContent();
      },
    }),
  ];
}

function present(token: PersonalToken): PersonalTokenResponse {
  return {
    id: token.id,
    name: token.name,
    scopes: token.scopes,
    expires_at: token.expiresAt.toISOString(),
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
    version: token.version,
    created_at: token.createdAt.toISOString(),
  };
}
