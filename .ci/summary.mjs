import { existsSync, readFileSync } from 'node:fs';

const file = process.argv[2];
if (!existsSync(file)) {
  console.log('jest left no results: 0 passed, 1 failed');
  process.exit(1);
}
const results = JSON.parse(readFileSync(file, 'utf8'));
// A suite that does not compile has no tests to count, and must not look like a pass.
const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
console.log(`Test Suites: ${results.numPassedTestSuites} passed, ${results.numTotalTestSuites} total`);
console.log(`${results.numPassedTests} passed, ${failed} failed`);
