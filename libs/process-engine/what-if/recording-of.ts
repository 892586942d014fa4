import type { StartCommand } from '../commands.js';
import type { ProcessModel } from '../model.js';
import type { ProcessRecord } from '../records.js';
import type { EventThrown } from '../records/event.js';
import type { CallAttemptFailed, WaitDropped, WaitFired, WaitOpened } from '../records/wait.js';
import { ROOT } from '../snapshot.js';
import type { Variables } from '../variables.js';
import { entries, givenBy } from './given.js';
import { operationOf } from './operation-of.js';
import type { Given, Recorded, RecordedAnswer, RecordedWait, Recording } from './recording.js';
import { SignalsHeard } from './signals-heard.js';

type Of<Type extends ProcessRecord['type']> = Extract<ProcessRecord, { type: Type }>;

interface Open {
  readonly element: number;
  readonly opened: Recorded;
  readonly wait: { -readonly [Key in keyof RecordedWait]: RecordedWait[Key] };
  readonly answers: RecordedAnswer[];
  /** Of the signal it waits for. */
  readonly signal: string;
  /** When the next answer can come at the earliest, ms. */
  ready: number;
}

/**
 * @param records of one instance, whole and in order, which was never migrated
 * @param model the version it ran on
 */
export function recordingOf(records: readonly ProcessRecord[], model: ProcessModel): Recording {
  const reading = new Reading(records);
  records.forEach((record, index) => reading.note(record, index));
  return {
    start: startOf(records, model),
    waits: reading.waits,
    signals: reading.signals.all,
    operations: reading.operations,
    begun: Date.parse(records[0]!.at),
    ended: records.some(({ type }) => type === 'instance-ended'),
    until: Date.parse(records.at(-1)!.at),
  };
}

class Reading {
  readonly waits: RecordedWait[] = [];
  readonly signals = new SignalsHeard();
  readonly operations: Recording['operations'][number][] = [];
  readonly #open = new Map<number, Open>();

  constructor(private readonly records: readonly ProcessRecord[]) {}

  note(record: ProcessRecord, index: number): void {
    const here = { seq: record.seq, at: Date.parse(record.at) };
    if (record.type === 'wait-opened') this.#opened(record, here);
    else if (record.type === 'wait-fired') this.#fired(record, here, this.records[index + 1]);
    else if (record.type === 'wait-dropped') this.#dropped(record, here);
    else if (record.type === 'call-attempt-failed') this.#failed(record, here);
    else if (record.type === 'event-thrown') this.#thrown(record, here);
    else if (record.type === 'operator-acted') {
      const operation = operationOf(record, this.records.slice(index + 1));
      if (operation) this.operations.push({ ...here, operation });
    }
  }

  #opened({ wait: { id, element, node, kind, ...more } }: WaitOpened, opened: Recorded): void {
    const answers: RecordedAnswer[] = [];
    const wait = { node, kind, answers, end: 'open' as const };
    this.waits.push(wait);
    const ready = 'due' in more ? Date.parse(more.due) : opened.at;
    this.#open.set(id, { element, opened, wait, answers, ready, signal: 'name' in more ? more.name : '' });
  }

  #fired(record: WaitFired, here: Recorded, next: ProcessRecord | undefined): void {
    const open = this.#open.get(record.wait)!;
    const given = givenBy(record, next);
    if (given) answer(open, here, given);
    if (record.kind === 'signal') this.signals.heard(record, open.signal, open.opened.seq, here);
    if (record.next?.due !== undefined) open.ready = Date.parse(record.next.due);
    if (!record.next) this.#close(record.wait, 'answered');
  }

  #failed({ wait, failure, next }: CallAttemptFailed, here: Recorded): void {
    const open = this.#open.get(wait)!;
    answer(open, here, { type: 'call-failed', failure });
    if (next === undefined) this.#close(wait, 'answered');
    else open.ready = Date.parse(next);
  }

  #dropped({ wait }: WaitDropped, here: Recorded): void {
    const { ready } = this.#open.get(wait)!;
    this.#close(wait, { ...here, delay: Math.max(0, here.at - ready) });
  }

  /** By a worker or a child that goes on; errors come with the wait they end. */
  #thrown({ element, event }: EventThrown, here: Recorded): void {
    if (event.type !== 'escalation') return;
    const { code, variables } = event;
    for (const open of this.#open.values()) {
      if (open.element !== element) continue;
      if (open.wait.kind === 'child') answer(open, here, { type: 'child-escalated', code, variables });
      if (open.wait.kind === 'task' || open.wait.kind === 'call')
        answer(open, here, { type: 'throw-escalation', code, variables });
    }
  }

  #close(id: number, end: RecordedWait['end']): void {
    this.#open.get(id)!.wait.end = end;
    this.#open.delete(id);
  }
}

function answer({ answers, ready }: Open, here: Recorded, given: Given): void {
  answers.push({ ...here, delay: here.at - ready, given });
}

function startOf(records: readonly ProcessRecord[], model: ProcessModel): StartCommand {
  const { instance, definition, parent, trigger } = records.find(isStarted)!;
  const begun = trigger ?? triggerOf(records, model);
  const node = begun?.node;
  return {
    type: 'start',
    instance,
    version: definition.version,
    ...(node !== undefined && { node }),
    variables: begun && model.triggers.includes(begun.node) ? entries(begun.result) : begunWith(records, model),
    ...(parent && { parent }),
  };
}

/** What instances of before are told by: the start that was entered, and what it wrote. */
function triggerOf(records: readonly ProcessRecord[], { triggers }: ProcessModel) {
  const first = records.find((record) => record.type === 'element-entered' && record.element !== ROOT);
  if (first?.type !== 'element-entered' || first.cause !== 'event' || !triggers.includes(first.node)) return undefined;
  const wrote = records.find((record) => record.type === 'variables-written' && record.by === first.element);
  return { node: first.node, result: wrote?.type === 'variables-written' ? wrote.variables : {} };
}

/** Without the properties of the process that were only there, and null. */
function begunWith(records: readonly ProcessRecord[], { id, scopes }: ProcessModel): Variables {
  const own = new Set(scopes[id]!.variables);
  const all = records.find(isRoot)?.variables ?? {};
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => value !== null || !own.has(name)));
}

function isStarted(record: ProcessRecord): record is Of<'instance-started'> {
  return record.type === 'instance-started';
}

function isRoot(record: ProcessRecord): record is Of<'element-entered'> {
  return record.type === 'element-entered' && record.element === ROOT;
}
