import { granted, noContent, route, type Route, UuidField } from '@ashlar/http';
import { longestSeconds } from '../internal-tokens.js';
import type { TokenRevocations } from '../token-revocations.js';

export class RevokeTokenRequest {
  @UuidField({
    description: 'The `jti` of the internal token of a run or a job.',
    example: '0199d2f4-6c1e-7a40-9b1c-5d2f4e7a9b3c',
  })
  jti!: string;
}

export function revokedTokenRoutes({
  revocations,
}: {
  readonly revocations: TokenRevocations;
}): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/api/data/platform/revoked-tokens',
      operationId: 'revokeInternalToken',
      summary: 'Ends the internal token of a run or a job before its time',
      description: 'For good, also when it is not known yet. Services notice within five seconds.',
      tag: 'tokens',
      permission: granted('platform.update'),
      body: RevokeTokenRequest,
      success: { status: 204, description: 'Revoked.' },
      async handle({ ctx, body }) {
        // No token lasts longer, so it is over by then whenever it was issued.
        const expiresAt = new Date(Date.now() + longestSeconds * 1000);
        await revocations.revoke(ctx, { jti: body.jti, expiresAt });
        return noContent();
      },
    }),
  ];
}
