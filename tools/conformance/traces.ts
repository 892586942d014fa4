import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Simulation } from '#libs/process-engine/simulator/simulation';
import type { ProcessModel } from '#libs/process-engine/model';
import { z } from 'zod';
import { deploy } from './deploy.js';
import { ScriptedServices } from './host.js';
import type { Outcome } from './report.js';
import { traceOf } from './trace.js';
import { translated } from './translate.js';

const Expected = z.array(
  z.object({
    group: z.string(),
    file: z.string(),
    cases: z.array(
      z.object({
        expect: z.array(z.string()),
        test: z.string().optional(),
        integerVariable: z.int().optional(),
        /** ms until the log is looked at. */
        delay: z.int().optional(),
        opts: z.array(z.string()).optional(),
      }),
    ),
  }),
);
type Case = z.infer<typeof Expected>[number]['cases'][number];

const BEGIN = new Date('2026-01-05T09:00:00Z');

/** Runs every case of an expected.json: models whose scripts write a log, and what the log must say. */
export async function runTraces(file: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const model of Expected.parse(JSON.parse(await readFile(file, 'utf8')))) {
    const path = join(dirname(file), model.file);
    const { models, refused } = await deploy(await translated(await readFile(path, 'utf8')));
    for (const [index, each] of model.cases.entries()) {
      const about = { group: model.group, case: `${model.file}#${index + 1}` };
      outcomes.push(refused ? { ...about, refused } : { ...about, ...judge(models, basename(path, '.bpmn'), each) });
    }
  }
  return outcomes;
}

/** The suite compares logs in no particular order. */
function judge(models: readonly ProcessModel[], main: string, { expect, ...how }: Case) {
  const actual = run(models, main, how);
  const passed = JSON.stringify([...actual].sort()) === JSON.stringify([...expect].sort());
  return { passed, expected: expect, actual };
}

function run(
  models: readonly ProcessModel[],
  main: string,
  { test, integerVariable, delay, opts }: Omit<Case, 'expect'>,
) {
  const services: ScriptedServices = new ScriptedServices(() => simulation.now);
  const simulation = new Simulation(models, { now: BEGIN, call: services.call });
  const started = models.find(({ id }) => id === main) ?? models[0]!;
  const instance = simulation.start(started.id, { test: test ?? '', integerVariable: integerVariable ?? 0 });
  if (opts?.includes('useParallelProcess')) simulation.start('ParallelProcess');
  simulation.advanceTo(new Date(BEGIN.getTime() + (delay ?? 0)));
  return traceOf(simulation, models, instance, services.spans);
}
