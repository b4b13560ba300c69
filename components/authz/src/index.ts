export { type AccessAuditDeps, auditSchema, createAccessAudit } from './audit.service.js';
export type { AccessAudit, ChangeFilter, ExplainQuestion } from './audit.types.js';
export { AccessCycle, RelationsChanged } from './authz.errors.js';
export { type AuthorizerDeps, createAuthorizer } from './authz.service.js';
export type {
  AccessQuestion,
  Authorizer,
  Explanation,
  ListFilter,
  PathStep,
  Permitted,
  Relations,
  RowRights,
  Subjects,
} from './authz.types.js';
export { platformId } from './model.js';
export { assertModelKnown, authzSchema } from './model-version.repository.js';
export { createRelations, type RelationsDeps } from './relations.service.js';
export { permittedRow } from './permitted-row.js';
export { subjectIdOf, type PlatformRole } from './subject.js';
export type {
  ObjectRef,
  SubjectRef,
  Tuple,
  TupleChange,
  TupleChangeRecord,
  TupleChangeResult,
} from './tuples.types.js';
export { type VerifyDeps, verifyRelations } from './verify.js';
export type { Difference, Verification, VerifiedTable } from './verify.types.js';
