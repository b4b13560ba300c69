/** For `*.repository.ts` and `*.entity.ts` alone: what opens a context and reaches TypeORM. */
export { onConstraint } from './failures.js';
export { managerFor } from './manager.js';
export { namedQuery, type NamedStatement } from './named-query.js';
export { findPage, type ListColumn, type ListColumns } from './page.js';
export { isolationOf } from './transaction.js';
export { whereVersion } from './version.js';
