import { writeFile } from 'node:fs/promises';
import { CannotPlay } from '../world/cannot-play.js';
import { readOptions, USAGE, WrongOptions } from './options.js';
import { replay } from './replay.js';
import { textOf } from './report/text.js';

try {
  const options = readOptions(process.argv.slice(2));
  const report = await replay(options);
  process.stdout.write(`${textOf(report)}\n`);
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.ok ? 0 : 1;
} catch (error) {
  if (!(error instanceof CannotPlay || error instanceof WrongOptions)) throw error;
  process.stderr.write(`${error.message}\n${error instanceof WrongOptions ? `\n${USAGE}\n` : ''}`);
  process.exitCode = 2;
}
