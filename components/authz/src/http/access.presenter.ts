import type { Explanation } from '../authz.types.js';
import type { Tuple, TupleChangeRecord } from '../tuples.types.js';
import type { ChangeResponse, ExplanationResponse } from './access.dto.js';

export function presentChange(record: TupleChangeRecord): ChangeResponse {
  return {
    id: record.seq,
    change: record.op === 'touch' ? 'added' : 'removed',
    ...presentTuple(record),
    actor_kind: record.actor.kind,
    actor_id: record.actor.id,
    request_id: record.requestId,
    created_at: record.createdAt.toISOString(),
  };
}

export function presentExplanation({ allowed, by, path }: Explanation): ExplanationResponse {
  return { allowed, by, path: path.map((step) => ({ permission: step.permission, ...presentTuple(step) })) };
}

function presentTuple({ object, relation, subject }: Tuple) {
  return {
    object_type: object.type,
    object_id: object.id,
    relation,
    subject_type: subject.type,
    subject_id: subject.id,
    subject_relation: subject.relation ?? null,
  };
}
