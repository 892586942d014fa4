import type { InterfaceAnswer } from '#libs/contracts/common-center/integration/integration-api';
import { TemplateFault } from '#libs/integration/template';
import type { Variables } from '#libs/process-engine/expression/evaluate';
import type { Moment } from '#libs/process-engine/expression/moment';
import type { Json } from '#libs/process-engine/model/expression';
import type { CompiledDiagnosis, CompiledStep } from '../document/compiled-diagnosis.js';
import { startable } from '../domain/step-order.js';

/** What came of a step, as expressions see it. */
export interface StepEnd {
  readonly outcome: InterfaceAnswer['outcome'] | 'skipped';
  readonly result: Json;
  readonly code: string | null;
  readonly tookMs: number | null;
}

export interface Surroundings {
  readonly input: Json;
  moment(): Moment;
  /** Whether what has not begun is left out now. */
  isOver(): boolean;
  /** Never rejects for what is wrong with the other side. */
  call(name: string, compiled: CompiledStep, args: Readonly<Record<string, Json>>): Promise<InterfaceAnswer>;
  /** null: it begins. */
  changed(name: string, end: StepEnd | null): Promise<void>;
}

const left = (code: string): StepEnd => ({ outcome: 'skipped', result: null, code, tookMs: null });

/**
 * Makes the calls of a diagnosis: each as soon as everything it needs has ended, those that need nothing of each other at the same time.
 * One that fails holds up nobody: what needs it looks at that, or is left out.
 */
export async function orchestrated(
  { steps }: CompiledDiagnosis,
  world: Surroundings,
): Promise<ReadonlyMap<string, StepEnd>> {
  const ends = new Map<string, StepEnd>();
  const begun = new Set<string>();
  const running = new Map<string, Promise<void>>();
  for (;;) {
    for (const name of startable(steps, begun, new Set(ends.keys()))) {
      begun.add(name);
      const work = endOf(name, steps[name]!, ends, world).then(async (end) => {
        await world.changed(name, end);
        ends.set(name, end);
        running.delete(name);
      });
      running.set(name, work);
    }
    if (running.size === 0) return ends;
    await Promise.race(running.values());
  }
}

async function endOf(
  name: string,
  compiled: CompiledStep,
  ends: ReadonlyMap<string, StepEnd>,
  world: Surroundings,
): Promise<StepEnd> {
  const asked = questionOf(compiled, ends, world);
  if ('outcome' in asked) return asked;
  await world.changed(name, null);
  const { outcome, result, code, tookMs } = await world.call(name, compiled, asked.arguments);
  return { outcome, result, code, tookMs };
}

function questionOf(
  compiled: CompiledStep,
  ends: ReadonlyMap<string, StepEnd>,
  world: Surroundings,
): StepEnd | { readonly arguments: Readonly<Record<string, Json>> } {
  if (world.isOver()) return left('out-of-time');
  const variables = variablesOf(world.input, ends);
  try {
    if (!isWanted(compiled, ends, variables, world.moment())) return left('not-wanted');
    return { arguments: compiled.arguments(variables, world.moment()) as Record<string, Json> };
  } catch (error) {
    if (error instanceof TemplateFault) return left('not-understood');
    throw error;
  }
}

/** What cannot be said is not true. */
function isWanted(
  { when, needs }: CompiledStep,
  ends: ReadonlyMap<string, StepEnd>,
  variables: Variables,
  moment: Moment,
): boolean {
  if (when === null) return needs.every((need) => ends.get(need)?.outcome === 'answered');
  return when(variables, moment) === true;
}

export function variablesOf(input: Json, ends: ReadonlyMap<string, StepEnd>): Variables {
  const steps = Array.from(ends, ([name, { outcome, result, code }]) => [name, { outcome, result, code }] as const);
  return { ...Object.fromEntries(steps), input };
}
