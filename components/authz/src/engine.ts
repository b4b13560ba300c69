/** For another engine that decides by the same model and the same tuples. */
export { loadModel, type StoredModel } from './model.js';
export type { Expression, Model } from './model.types.js';
export { type ResolvedPermission, resolvePermission } from './permissions.js';
export type { Subject } from './statements.js';
export { subjectOf } from './subject.js';
export { arrayParameters, columnsOf, toArrays } from './tuple-columns.js';
export { createTupleRows, isUuid, type TupleRow, type TupleRows } from './tuple-rows.js';
