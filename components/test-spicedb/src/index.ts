export { startTestSpiceDb, type TestSpiceDbOptions } from './start-test-spicedb.js';
export type { TestSpiceDb } from './test-spicedb.types.js';
