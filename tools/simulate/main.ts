import { writeFile } from 'node:fs/promises';
import { CannotPlay } from '../world/cannot-play.js';
import { readOptions, USAGE, WrongOptions } from './options.js';
import { textOf } from './report/text.js';
import { simulate } from './simulate.js';

try {
  const options = readOptions(process.argv.slice(2));
  const report = await simulate(options);
  process.stderr.write(`${textOf(report)}\n`);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (options.json === undefined) process.stdout.write(json);
  else await writeFile(options.json, json);
  process.exitCode = report.ok ? 0 : 1;
} catch (error) {
  if (!(error instanceof CannotPlay || error instanceof WrongOptions)) throw error;
  process.stderr.write(`${error.message}\n${error instanceof WrongOptions ? `\n${USAGE}\n` : ''}`);
  process.exitCode = 2;
}
