import { runBenches } from './runner.js';

// npm run bench [name] [-- options]; the report is the last line, and a missed target is no failure.
const report = await runBenches(import.meta.dirname, process.argv.slice(2));
for (const { name, value, target, met, higherIsBetter } of report.targets) {
  console.log(`${met ? 'met   ' : 'MISSED'} ${name}: ${value} (target ${higherIsBetter ? '≥' : '≤'} ${target})`);
}
console.log(JSON.stringify(report));
