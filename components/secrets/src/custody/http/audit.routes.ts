import { ValidationFailed } from '@ashlar/errors';
import { granted, ok, route, type Route } from '@ashlar/http';
import { createVerifier } from '@ashlar/vault';
import { type AuditPosition } from '../audit-verification.js';
import { CustodyUnavailable } from '../custody.errors.js';
import type { Custody } from '../custody.service.js';
import { AuditVerificationQuery, AuditVerificationResponse } from './audit.dto.js';

/** @param opened answers the custody, or throws where no keys are configured. */
export function auditRoutes(opened: () => Custody): readonly Route[] {
  return [
    route({
      ...{ tag: 'secrets', idempotency: 'ignored', concurrency: 'none' },
      method: 'get',
      path: '/api/secrets/audit/verification',
      operationId: 'verifyAudit',
      summary: 'Whether the audit trail is as it was written, page by page',
      permission: granted('platform.read_audit'),
      query: AuditVerificationQuery,
      success: { status: 200, description: 'What was found.', body: AuditVerificationResponse },
      errors: [CustodyUnavailable],
      async handle({ ctx, query: { cursor, limit } }) {
        const { audit, publisherKey } = opened();
        const from = cursor === undefined ? undefined : positionOf(cursor);
        const publishers = createVerifier([Buffer.from(publisherKey, 'base64')]);
        const { faults, checked, next } = await audit.verify(ctx, publishers, { from, limit });
        return ok({ faults: [...faults], checked, next_cursor: next ? cursorOf(next) : null });
      },
    }),
  ];
}

function cursorOf(position: AuditPosition): string {
  const parts =
    position.part === 'checkpoints' ? [position.after] : [position.shard, position.seq, position.hash];
  return Buffer.from(parts.join(':')).toString('base64url');
}

/** @throws {ValidationFailed} */
function positionOf(cursor: string): AuditPosition {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return { part: 'checkpoints', after: text };
  const [, shard, seq, hash] = /^(\d|1[0-5]):(\d{1,10}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (hash !== undefined && Number(seq) <= 2_147_483_647)
    return { part: 'chain', shard: Number(shard), seq: Number(seq), hash };
  const message = 'cursor must be one that was answered before';
  const errors = [{ pointer: '#/query/cursor', field: 'cursor', rule: 'cursor', message }];
  throw new ValidationFailed(message, { details: { errors } });
}
