import { readdirSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Target } from './target.js';

/** What a `<name>.bench.ts` exports as `bench`. It may print while it runs; `--smoke` asks for a run of a few seconds. */
export type Bench = (args: string[]) => Promise<Measured>;

export interface Measured {
  /** Everything worth knowing, with the unit in each key, e.g. `{ eventsPerSecond: 2400 }`. */
  readonly results: Record<string, unknown>;
  readonly targets: readonly Target[];
}

export interface Report extends Measured {
  /** The bench's name, or `all`; then `results` has one entry per bench and target names begin with its name. */
  readonly bench: string;
  readonly machine: { cpus: number; model: string; node: string; memoryGiB: number };
}

/**
 * Runs `<name>.bench.js` of a folder, or all of them one after the other when the first argument is no name.
 * @param argv `[name] [options]`: what follows the name goes to the bench.
 * @throws Error naming what there is when there is no bench of that name.
 */
export async function runBenches(folder: string, argv: readonly string[]): Promise<Report> {
  const [first, ...rest] = argv;
  if (first !== undefined && !first.startsWith('-')) return report(first, await measure(folder, first, rest));
  const measured: [name: string, Measured][] = [];
  for (const name of benchesIn(folder)) measured.push([name, await measure(folder, name, [...argv])]);
  return report('all', {
    results: Object.fromEntries(measured.map(([name, { results }]) => [name, results])),
    targets: measured.flatMap(([name, { targets }]) => targets.map((t) => ({ ...t, name: `${name}: ${t.name}` }))),
  });
}

async function measure(folder: string, name: string, args: string[]): Promise<Measured> {
  const known = benchesIn(folder);
  if (!known.includes(name)) throw new Error(`no bench ${name}; there is: ${known.join(', ') || 'none'}`);
  console.log(`bench ${name} …`);
  const { bench } = (await import(pathToFileURL(join(folder, `${name}.bench.js`)).href)) as { bench: Bench };
  return bench(args);
}

function benchesIn(folder: string): string[] {
  return readdirSync(folder)
    .flatMap((file) => /^(.+)\.bench\.js$/.exec(file)?.[1] ?? [])
    .sort();
}

function report(bench: string, { results, targets }: Measured): Report {
  return { bench, machine: machine(), results, targets };
}

function machine(): Report['machine'] {
  return {
    cpus: availableParallelism(),
    model: cpus()[0]?.model ?? 'unknown',
    node: process.version,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}
