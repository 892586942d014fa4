import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { read, write } from '#libs/process-engine/reader/definitions';
import { meaning } from './elements.js';
import { filesBelow } from './files.js';
import { outline } from './outline.js';

// npm run conformance:interchange -- <folder>: every .bpmn below it is imported, exported and imported again; nothing may be
// lost or changed, the diagram included. JSON on stdout, exit 1 when a file comes out different.
const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined || rest.length > 0) {
  process.stderr.write('usage: npm run conformance:interchange -- <folder>\n');
  process.exit(2);
}
const files = await filesBelow(folder, '**/*.bpmn');
const results = [];
for (const file of files) results.push({ file, ...(await roundTrip(await readFile(join(folder, file), 'utf8'))) });
const unread = results
  .filter((each) => each.unread && each.unread.length > 0)
  .map(({ file, unread: what }) => ({ file, what }));
const failures = results.filter(({ equal }) => !equal);
process.stdout.write(
  `${JSON.stringify({ files: files.length, equal: files.length - failures.length, failures, unread }, null, 2)}\n`,
);
process.exitCode = files.length > 0 && failures.length === 0 ? 0 : 1;

async function roundTrip(xml: string) {
  try {
    const first = await read(xml);
    const exported = await write(first.definitions);
    const second = await read(exported);
    const lost = without(outline(xml), outline(exported));
    const added = without(outline(exported), outline(xml));
    const same = isDeepStrictEqual(meaning(first.definitions), meaning(second.definitions));
    const unread = first.warnings.map(({ message }) => message);
    return { equal: same && lost.length === 0 && added.length === 0, same, lost, added, unread };
  } catch (error) {
    return { equal: false, error: (error as Error).message };
  }
}

/** What one list has more often than the other. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const each of others) left.set(each, (left.get(each) ?? 0) + 1);
  return some.filter((each) => {
    const count = left.get(each) ?? 0;
    left.set(each, count - 1);
    return count <= 0;
  });
}
