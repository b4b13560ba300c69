/** For `*.repository.ts` and `*.entity.ts` alone: what opens a context and reaches TypeORM. */
export { onConstraint } from './failures.js';
export { managerFor } from './manager.js';
export { namedQuery, type NamedStatement } from './named-query.js';
export { countUpTo, findPage, type ListColumn, type ListColumns, type PageNarrowing } from './page.js';
export { prepared } from './prepared.js';
export { rowStatement, type RowStatement } from './row-statement.js';
export { type RowsAbout, rowsAbout } from './rows-about.js';
export { isolationOf, isUntouched } from './transaction.js';
export { whereVersion } from './version.js';
