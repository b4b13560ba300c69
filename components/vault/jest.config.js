import { jestConfig } from '../../jest.preset.js';

const hasData = process.env.TEST_DATA_DIR !== undefined;
if (!hasData) process.stderr.write('vault: not run without TEST_DATA_DIR: wycheproof.spec.ts\n');

export default jestConfig('vault', {
  testPathIgnorePatterns: ['/node_modules/', ...(hasData ? [] : ['wycheproof\\.spec\\.ts$'])],
});
