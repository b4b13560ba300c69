/** What the worker does: it makes the tests, and counts what storages hold. */
export {
  type CheckerSettings,
  createStorageChecker,
  type StorageChecker,
  type StorageCheckerDeps,
  usualCheckerSettings,
} from './checker.js';
export { createUsageLister, type UsageListerDeps } from './usage-lister.js';
export {
  createFetchValues,
  type FetchValues,
  type ValuesDeps,
  ValuesUnavailable,
  type ValuesWanted,
} from './values.js';
