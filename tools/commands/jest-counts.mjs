import { writeFileSync } from 'node:fs';

/** Writes what a run came to, and which files failed, to the file that ASHLAR_TEST_COUNTS names. */
export default class JestCounts {
  /** @param {unknown} _contexts @param {import('@jest/reporters').AggregatedResult} results */
  onRunComplete(_contexts, results) {
    const failed = results.testResults.filter(
      ({ numFailingTests, testExecError }) => numFailingTests > 0 || testExecError !== undefined,
    );
    const counts = {
      passed: results.numPassedTests,
      // A file that cannot even be loaded has no tests that could fail.
      failed: Math.max(results.numFailedTests, results.numFailedTestSuites),
      failures: failed.map(({ testFilePath, numPassingTests }) => ({
        ...{ file: testFilePath, passed: numPassingTests },
      })),
    };
    writeFileSync(process.env['ASHLAR_TEST_COUNTS'] ?? '', JSON.stringify(counts));
  }
}
