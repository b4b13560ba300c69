/** For `*.repository.ts` of the bricks whose lists are filtered. */
export { applyFilter } from './list-filter.repository.js';
export type { ListFilter, Permitted, RowRights } from './authz.types.js';
export { findPermittedPair, permittedRows, type PermittedRows } from './permitted-row.repository.js';
export { findVisiblePage, type Mirrors, type VisiblePageOptions } from './visible-page.repository.js';
