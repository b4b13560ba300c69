import { Forbidden, NotFound, Unprocessable } from '@ashlar/errors';
import { created, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import type { SecretGrants } from '../grants.service.js';
import type { MintedGrant, StandingGrant } from '../grants.types.js';
import { SecretsUnconfigured } from '../sealing.errors.js';
import { SecretGrantNotFound, SecretNotFound } from '../secrets.errors.js';
import {
  CreateGrantRequest,
  ExchangeGrantRequest,
  GrantListQuery,
  GrantPath,
  GrantResponse,
  MintedGrantResponse,
  MintGrantRequest,
} from './grants.dto.js';

const base = '/api/data/secret-grants';
const one = `${base}/{grant_id}`;
const tag = 'secret-grants';

export function secretGrantRoutes({ grants }: { readonly grants: SecretGrants }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listSecretGrants',
      summary: 'Standing grants of the caller',
      tag,
      permission: signedIn(),
      query: GrantListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: GrantResponse } },
      errors: [Forbidden],
      handle: async ({ ctx, query }) => listed(await grants.list(ctx, query.toRequest()), query, present),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createSecretGrant',
      summary: 'Lets a service use secrets while the caller is not there',
      tag,
      permission: signedIn(),
      body: CreateGrantRequest,
      success: { status: 201, description: 'Made.', body: GrantResponse },
      errors: [SecretNotFound, Forbidden],
      async handle({ ctx, body }) {
        const grant = await grants.create(ctx, {
          service: body.service,
          purpose: body.purpose,
          endpoint: body.endpoint,
          secretIds: body.secret_ids,
          expiresAt: body.expires_at === undefined ? undefined : new Date(body.expires_at),
        });
        return created(present(grant), `${base}/${grant.id}`, grant.version);
      },
    }),
    route({
      method: 'post',
      path: `${base}/tokens`,
      operationId: 'mintSecretGrant',
      summary: 'Lets a service fetch secrets once, within a minute',
      tag,
      permission: signedIn(),
      body: MintGrantRequest,
      secret: true,
      success: { status: 200, description: 'The token.', body: MintedGrantResponse },
      errors: [SecretNotFound, NotFound, Forbidden, Unprocessable, SecretsUnconfigured],
      async handle({ ctx, body }) {
        const { secret_ids: secretIds, project_id: projectId, ...request } = body;
        return minted(await grants.mint(ctx, { ...request, secretIds, projectId }));
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getSecretGrant',
      summary: 'One standing grant of the caller',
      tag,
      permission: signedIn(),
      pathParameters: GrantPath,
      success: { status: 200, description: 'The grant.', body: GrantResponse },
      errors: [SecretGrantNotFound, Forbidden],
      async handle({ ctx, path }) {
        const grant = await grants.get(ctx, path.grant_id);
        return ok(present(grant), grant.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'revokeSecretGrant',
      summary: 'Ends a standing grant',
      description: 'Tokens that were made of it end within a minute.',
      tag,
      permission: signedIn(),
      pathParameters: GrantPath,
      success: { status: 204, description: 'Revoked.' },
      errors: [SecretGrantNotFound, Forbidden],
      async handle({ ctx, path, expected }) {
        await grants.revoke(ctx, path.grant_id, expected);
        return noContent();
      },
    }),
    route({
      method: 'post',
      path: `${one}/tokens`,
      operationId: 'exchangeSecretGrant',
      summary: 'Makes a token for one fetch of a standing grant, for the service that it names',
      tag,
      permission: signedIn(),
      pathParameters: GrantPath,
      body: ExchangeGrantRequest,
      secret: true,
      success: { status: 200, description: 'The token.', body: MintedGrantResponse },
      errors: [SecretGrantNotFound, SecretNotFound, SecretsUnconfigured],
      handle: async ({ ctx, path, body }) => minted(await grants.exchange(ctx, path.grant_id, body)),
    }),
  ];
}

function minted({ id, token, expiresAt }: MintedGrant) {
  return { ...ok({ id, token, expires_at: expiresAt.toISOString() }), resourceId: id };
}

function present(grant: StandingGrant): GrantResponse {
  return {
    id: grant.id,
    service: grant.service,
    purpose: grant.purpose,
    endpoint: grant.endpoint ?? null,
    secret_ids: grant.secretIds,
    expires_at: grant.expiresAt?.toISOString() ?? null,
    version: grant.version,
    created_at: grant.createdAt.toISOString(),
  };
}
