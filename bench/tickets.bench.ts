import { views } from './tickets/views.js';
import { work } from './tickets/work.js';
import { engines, type Engine } from './outbox/engines.js';
import type { Bench, Measured } from './runner.js';

/** One part of what is measured of tickets: its results stand under its name. */
type Section = (engine: Engine, smoke: boolean) => Promise<Measured>;

const SECTIONS: Readonly<Record<string, Section>> = { work, views };

/** What agents wait for all day, on MariaDB where it runs. `-- <section>` measures one alone. */
export const bench: Bench = async (args) => {
  const smoke = args.includes('--smoke');
  const named = Object.keys(SECTIONS).filter((name) => args.includes(name));
  const wanted = named.length > 0 ? named : Object.keys(SECTIONS);
  const all = await engines();
  const engine = all.at(-1)!;
  const measured: [string, Measured][] = [];
  for (const name of wanted) measured.push([name, await SECTIONS[name]!(engine, smoke)]);
  for (const each of all) await each.dispose();
  return {
    results: { engine: engine.name, ...Object.fromEntries(measured.map(([name, { results }]) => [name, results])) },
    targets: measured.flatMap(([name, { targets }]) => targets.map((t) => ({ ...t, name: `${name}: ${t.name}` }))),
  };
};
