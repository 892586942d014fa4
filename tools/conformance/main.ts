import { join } from 'node:path';
import { filesBelow } from './files.js';
import { reportOf, type Outcome } from './report.js';
import { runScenarios } from './scenarios.js';
import { runTraces } from './traces.js';

// npm run conformance -- <folder>: every expected.json and every *-spec.yaml below it; JSON on stdout, exit 1 when a case fails.
const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined || rest.length > 0) {
  process.stderr.write('usage: npm run conformance -- <folder>\n');
  process.exit(2);
}
const outcomes: Outcome[] = [];
for (const file of await filesBelow(folder, '**/expected.json'))
  outcomes.push(...(await runTraces(join(folder, file))));
for (const file of await filesBelow(folder, '**/*-spec.yaml'))
  outcomes.push(...(await runScenarios(join(folder, file))));
if (outcomes.length === 0) {
  process.stderr.write(`there is no expected.json and no *-spec.yaml below ${folder}\n`);
  process.exit(2);
}
const report = reportOf(outcomes);
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
process.exitCode = report.failed === 0 ? 0 : 1;
