import type { RealParts } from './jest-global-setup.js';

/** What Jest counted; a file that could not even start is in no other number. */
interface Counts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

/** The last words of a test run: which real parts were missing, and the counts on one line. */
export default class JestSummaryReporter {
  onRunComplete(_contexts: unknown, counts: Counts): void {
    // Jest's own summary comes after every other reporter.
    process.once('exit', () => console.log(`\n${missingParts()}${totals(counts)}`));
  }
}

function totals(counts: Counts): string {
  const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
  return `${counts.numPassedTests} passed, ${failed} failed, ${counts.numPendingTests + counts.numTodoTests} skipped`;
}

function missingParts(): string {
  const parts = JSON.parse(process.env.REAL_PARTS ?? '{}') as Partial<RealParts>;
  const missing = Object.entries(parts).flatMap(([name, { available }]) => (available ? [] : name));
  return missing.length === 0 ? '' : `not tested on the real parts: ${missing.join(', ')} (npm run real -- up)\n`;
}
