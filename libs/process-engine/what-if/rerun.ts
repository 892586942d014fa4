import { DomainError } from '../../kernel/domain-error.js';
import type { Answer, Command } from '../commands.js';
import type { StepResult } from '../core/context.js';
import type { ProcessModel } from '../model.js';
import type { ProcessRecord } from '../records.js';
import type { Snapshot, Wait, WaitKind } from '../snapshot.js';
import { Claims } from './claims.js';
import { commandFor } from './operation.js';
import type { Recorded, RecordedAnswer, RecordedOperation, RecordedSignal, Recording } from './recording.js';
import { competes, holdsToken } from './waiting.js';

/** Timers that may fire without a record of it: a cycle would have no end. */
const MOST_TURNS = 100;

/** The engine, with the calendars of the host. */
export type Step = (model: ProcessModel, before: Snapshot | undefined, command: Command, now: Date) => StepResult;

export interface AtNode {
  readonly node: string;
  readonly kind: WaitKind | 'operator';
}

export interface Rerun {
  readonly records: readonly ProcessRecord[];
  /** What was recorded and met nothing that waited for it. Of signals the name stands for the node. */
  readonly unused: readonly AtNode[];
  /** What is still waited for and was not recorded: the run goes no further there. */
  readonly unanswered: readonly AtNode[];
  /** Why the instance could not even begin. */
  readonly refused?: string;
}

/**
 * Runs a case again through a version of its process, in memory. The clock follows the records: messages, signals and
 * operators come when they came, people, calls and called processes take as long as they took, timers fire when they are due,
 * as late as they were. A timer around something of which nothing is known does not fire: it may have been answered in time.
 */
export function rerun(recording: Recording, model: ProcessModel, step: Step): Rerun {
  const run = new Running(recording, model, step);
  try {
    run.begin();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { records: [], unused: run.unused(), unanswered: [], refused: error.message };
  }
  while (run.goOn());
  return { records: run.records, unused: run.unused(), unanswered: run.unanswered() };
}

interface Happening extends Recorded {
  readonly happen: () => void;
}

class Running {
  readonly records: ProcessRecord[] = [];
  readonly #claims: Claims;
  readonly #signals: RecordedSignal[];
  readonly #unheard: RecordedSignal[] = [];
  readonly #operations: Set<RecordedOperation>;
  readonly #refused: RecordedOperation[] = [];
  #snapshot: Snapshot | undefined;
  #now: number;
  #turns = 0;

  constructor(
    private readonly recording: Recording,
    private readonly model: ProcessModel,
    private readonly step: Step,
  ) {
    this.#claims = new Claims(recording.waits);
    this.#signals = [...recording.signals];
    this.#operations = new Set(recording.operations);
    this.#now = recording.begun;
  }

  begin(): void {
    this.#send(this.recording.start);
  }

  /** The next thing that happens, if anything does. */
  goOn(): boolean {
    if (this.#snapshot!.state !== 'active') return false;
    let next: Happening | undefined;
    for (const each of this.#happenings()) if (!next || comesBefore(each, next)) next = each;
    if (!next) return false;
    this.#now = Math.max(this.#now, next.at);
    next.happen();
    return true;
  }

  unused(): AtNode[] {
    const answers = this.recording.waits.flatMap(({ node, kind, answers }) =>
      answers.filter((answer) => !this.#claims.wasGiven(answer)).map(() => ({ node, kind })),
    );
    const signals = [...this.#unheard, ...this.#signals].map(({ name }) => ({ node: name, kind: 'signal' as const }));
    const operations = [...this.#refused, ...this.#operations].map(({ operation }) => operation);
    const done = operations.map((each) => ({
      node: 'node' in each ? each.node : this.model.id,
      kind: 'operator' as const,
    }));
    return [...answers, ...signals, ...done];
  }

  unanswered(): AtNode[] {
    const waits = this.#waits().filter((wait) => holdsToken(wait, this.model) && !this.#claims.wasOpen(wait));
    return waits.map(({ node, kind }) => ({ node, kind }));
  }

  *#happenings(): Generator<Happening> {
    for (const wait of this.#waits()) {
      const due = this.#claims.due(wait);
      if (due?.answer) yield { ...due, happen: () => this.#answer(wait, due.answer!) };
      else if (due && this.#mayFire(wait, due.at)) yield { ...due, happen: () => this.#turn(wait) };
    }
    const [signal] = this.#signals;
    if (signal) yield { ...signal, happen: () => this.#signal(this.#signals.shift()!) };
    for (const each of this.#operations) {
      const command = commandFor(each.operation, this.#snapshot!, this.model);
      if (command) yield { ...each, happen: () => this.#operate(each, command) };
    }
  }

  #mayFire(timer: Wait, at: number): boolean {
    if (this.#turns >= MOST_TURNS || (!this.recording.ended && at > this.recording.until)) return false;
    return !this.#waits().some(
      (wait) =>
        holdsToken(wait, this.model) && this.#claims.knownUntil(wait) < at && competes(timer, wait, this.#snapshot!),
    );
  }

  #answer(wait: Wait, answer: RecordedAnswer): void {
    this.#claims.given(wait.id, answer);
    const { given } = answer;
    this.#send({
      ...given,
      wait: wait.id,
      ...(wait.kind === 'call' && { attempt: wait.attempt }),
      ...(wait.kind === 'timer' && { due: wait.due }),
    } as Answer);
  }

  #turn(wait: Wait): void {
    this.#turns += 1;
    if (wait.kind === 'timer') this.#send({ type: 'timer-fired', wait: wait.id, due: wait.due });
  }

  #signal(signal: RecordedSignal): void {
    const { name, variables } = signal;
    if (this.#waits().some((wait) => wait.kind === 'signal' && wait.name === name))
      this.#send({ type: 'signal-arrived', name, variables });
    else this.#unheard.push(signal);
  }

  /** What this version does not let an operator do is not done. */
  #operate(recorded: RecordedOperation, command: Command): void {
    this.#operations.delete(recorded);
    try {
      this.#send(command);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.#refused.push(recorded);
    }
  }

  #send(command: Command): void {
    const { snapshot, records } = this.step(this.model, this.#snapshot, command, new Date(this.#now));
    this.#snapshot = snapshot;
    this.records.push(...records);
    this.#claims.after(records, snapshot, this.#now);
  }

  #waits(): Wait[] {
    return Object.values(this.#snapshot?.waits ?? {});
  }
}

function comesBefore(one: Recorded, other: Recorded): boolean {
  return one.at < other.at || (one.at === other.at && one.seq < other.seq);
}
