export { startTestSpiceDb, type TestSpiceDb, type TestSpiceDbOptions } from './start-test-spicedb.js';
