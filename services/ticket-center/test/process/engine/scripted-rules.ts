import type { Command } from '#libs/process-engine/commands';
import type { StepResult } from '#libs/process-engine/core/context';
import type { Effect } from '#libs/process-engine/effects';
import type { Json } from '#libs/process-engine/model/expression';
import type { ProcessModel } from '#libs/process-engine/model';
import type { ProcessRecord } from '#libs/process-engine/records';
import type { Snapshot, Wait } from '#libs/process-engine/snapshot';
import type { Variables } from '#libs/process-engine/variables';
import { Rules, type Step } from '../../../src/process/run/rules.js';

/** What an instance does at its start, and when each of its waits is answered. */
export type Script = Readonly<Record<'start' | number, readonly ScriptLine[]>>;
type Without<T, Keys extends string> = T extends unknown ? Omit<T, Keys> : never;
/** An effect; `throw`: the engine fails. */
export type ScriptLine = Without<Effect, 'element' | 'run' | 'node'> | 'throw';

const PLACE = { element: 1, node: 'Script', run: 1 };
const OPENS = { 'request-call': 'call', 'set-timer': 'timer', 'open-task': 'task', 'start-child': 'child' } as const;

/** Does what the variables an instance starts with say: the runtime can be tested without an engine. */
export class ScriptedRules extends Rules {
  /** Commands carried out so far, in order. */
  readonly done: Command[] = [];

  override ready(): Promise<Step> {
    return Promise.resolve((...given) => this.#step(...given));
  }

  #step(_model: ProcessModel, before: Snapshot | undefined, command: Command, now: Date): StepResult {
    const variables = command.type === 'start' ? command.variables : before!.elements[1]!.variables!;
    const script = variables.script as unknown as Script;
    const wait = command.type === 'start' ? 'start' : reached(before!, command);
    if (wait === undefined) return ignored(before!, now);
    const lines = script[wait] ?? [];
    if (lines.includes('throw')) throw new Error('the engine failed');
    const effects = lines.map((line) => ({ ...PLACE, ...(line as object) }) as Effect);
    if (command.type === 'cancel') effects.push(ended('cancelled', before!));
    const snapshot = after(before ?? born(command, variables, now), effects, wait);
    this.done.push(command);
    const record = { type: 'command-taken', seq: snapshot.seq, at: now.toISOString() } as const;
    return { snapshot, records: [record], effects: effects.map((each) => addressed(each, snapshot)) };
  }
}

function reached(before: Snapshot, command: Command): number | undefined {
  if (before.state !== 'active') return undefined;
  if (command.type === 'cancel') return 0;
  const waits = Object.values(before.waits);
  if (command.type === 'signal-arrived')
    return waits.find((wait) => wait.kind === 'signal' && wait.name === command.name)?.id;
  const wait = 'wait' in command ? before.waits[command.wait] : undefined;
  if (wait?.kind === 'timer' && command.type === 'timer-fired' && wait.due !== command.due) return undefined;
  return wait?.id;
}

function ignored(before: Snapshot, now: Date): StepResult {
  const seq = before.seq + 1;
  const record: ProcessRecord = {
    type: 'command-ignored',
    command: 'cancel',
    reason: 'TOKEN_GONE',
    seq,
    at: now.toISOString(),
  };
  return { snapshot: { ...before, seq }, records: [record], effects: [] };
}

function born(command: Command, variables: Variables, now: Date): Snapshot {
  const since = now.toISOString();
  if (command.type !== 'start') throw new Error('only a start comes without a snapshot');
  const { instance, version, parent } = command;
  return {
    ...{ instance, definition: { id: 'script', version }, state: 'active', seq: 0, next: 1, run: 1, nodeRuns: 0 },
    ...{ elements: { 1: { id: 1, node: 'script', run: 1, since, children: 0, variables } }, waits: {}, incidents: {} },
    ...{ deferred: [], lastDone: [], writes: {}, ...(parent && { parent }) },
  };
}

function after(before: Snapshot, effects: readonly Effect[], wait: number | 'start'): Snapshot {
  const waits: Record<number, Wait> = { ...before.waits };
  const answered = waits[Number(wait)];
  // A wait stays open when its script says nothing of closing it.
  if (answered && !['message', 'timer'].includes(answered.kind)) delete waits[answered.id];
  for (const effect of effects) {
    if ('wait' in effect) delete waits[effect.wait];
    if ('id' in effect) waits[effect.id] = waitOf(effect);
  }
  const end = effects.find((effect) => effect.type === 'end-instance');
  return { ...before, seq: before.seq + 1, waits: end ? {} : waits, state: end?.outcome ?? before.state };
}

function waitOf(effect: Extract<Effect, { id: number }>): Wait {
  const kind = effect.type in OPENS ? OPENS[effect.type as keyof typeof OPENS] : effect.type.split('-')[1];
  return { ...effect, kind } as unknown as Wait;
}

function ended(outcome: 'cancelled', { parent }: Snapshot): Effect {
  return { type: 'end-instance', outcome, variables: {}, ...(parent && { parent }) };
}

function addressed(effect: Effect, { parent }: Snapshot): Effect {
  return effect.type === 'end-instance' && parent ? { ...effect, parent } : effect;
}

/** Variables that make an instance do this. */
export function scripted(script: Partial<Script>): Variables {
  return { script: script as unknown as Json };
}
