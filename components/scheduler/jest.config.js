import { jestConfig } from '../../jest.preset.js';

const hasData = process.env.TEST_DATA_DIR !== undefined;
if (!hasData) process.stderr.write('scheduler: not run without TEST_DATA_DIR: periodics.db.spec.ts\n');

export default jestConfig('scheduler', {
  testPathIgnorePatterns: ['/node_modules/', ...(hasData ? [] : ['periodics\\.db\\.spec\\.ts$'])],
});
