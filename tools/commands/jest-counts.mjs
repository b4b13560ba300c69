// Jest reporter: writes how many tests passed and failed to the file that ASHLAR_TEST_COUNTS names.
import { writeFileSync } from 'node:fs';

export default class Counts {
  /** @param {unknown} _contexts @param {{ numPassedTests: number, numFailedTests: number, numFailedTestSuites: number }} results */
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numFailedTestSuites }) {
    const file = process.env['ASHLAR_TEST_COUNTS'];
    if (file) writeFileSync(file, JSON.stringify({ numPassedTests, numFailedTests, numFailedTestSuites }));
  }
}
