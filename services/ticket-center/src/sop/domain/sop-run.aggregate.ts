import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { OUTCOME, type DoStep, type Outcome, type Values } from './sop-content.js';
import { requireCollected } from './sop-values.js';
import { along, begin, isOpen, settle, stepAt, wayFrom, type Frame, type Guide, type Passed } from './sop-walk.js';
import * as refused from './sop.errors.js';
import type { SopRunEnded } from './sop.events.js';

/** Steps, also those that were undone. */
const LONGEST = 500;

/** What another system, or this one, knows of the case. */
export interface Fact {
  readonly state: 'found' | 'not-asked' | 'refused' | 'unavailable';
  readonly code: string | null;
  readonly value: unknown;
  /** ISO 8601, UTC. */
  readonly askedAt: string;
}

export type Facts = Readonly<Record<'customer' | 'order' | 'history', Fact>>;

export interface RunSubject {
  readonly subjectKind: 'ticket' | 'conversation' | 'contact';
  readonly subjectId: string;
  readonly customerId: string | null;
}

/** One line of the record: it is added to, and what was undone stays in it. */
export interface TrailEntry extends Passed {
  /** null: nobody was needed. */
  readonly by: string | null;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly values: Values;
  readonly undone: { readonly by: string; readonly at: string } | null;
}

/** What a person did last, so that it can be taken back. */
interface Done {
  readonly frames: readonly Frame[];
  readonly entries: number;
  /** What the values were before: only the name where there was none. */
  readonly replaced: readonly (readonly [string, unknown?])[];
}

interface Undone {
  readonly values: Values;
  readonly way: number;
}

export interface StepResult {
  /** The step that was on the screen. */
  readonly step: string;
  readonly values: Values;
  /** null: the conditions say. */
  readonly way: number | null;
}

/** Somebody following a SOP for a case, step by step; whoever continues finds it where it stood. */
export class SopRun extends AggregateRoot<SopRunEnded> {
  readonly sopName!: string;
  readonly sopVersion!: number;
  readonly subjectKind!: RunSubject['subjectKind'];
  readonly subjectId!: string;
  readonly customerId!: string | null;
  readonly startedBy!: string;
  readonly startedAt!: Date;
  private status!: 'running' | 'ended' | 'left';
  protected outcome!: Outcome | null;
  private frames!: readonly Frame[];
  private values!: Values;
  private facts!: Facts;
  private trail!: readonly TrailEntry[];
  private done!: readonly Done[];
  private undone!: readonly Undone[];
  protected leftAt!: string | null;
  protected leftBecause!: string | null;
  protected endedAt!: Date | null;
  protected subjectSolvedAt!: Date | null;

  private constructor() {
    super();
  }

  static start(
    id: string,
    sop: { readonly name: string; readonly version: number },
    subject: RunSubject,
    facts: Facts,
    guide: Guide,
    by: string,
    now: Date,
  ): SopRun {
    const run = new SopRun();
    Object.assign(run, { id, sopName: sop.name, sopVersion: sop.version, ...subject, startedBy: by, startedAt: now });
    Object.assign(run, { status: 'running', outcome: null, values: {}, facts, trail: [], done: [], undone: [] });
    Object.assign(run, { leftAt: null, leftBecause: null, endedAt: null, subjectSolvedAt: null });
    run.goOn([begin(guide, sop.name, sop.version)], guide, now);
    return run;
  }

  /** The person has done the step. @throws SopStepPassed, SopValuesRefused, SopWayRefused, SopRunOver, SopRunTooLong */
  complete({ step: id, values, way: chosen }: StepResult, guide: Guide, by: string, now: Date): void {
    this.pass({ step: id, values, way: chosen }, guide, by, now);
    this.undone = [];
  }

  /** To the last step a person has done; what it collected is taken back. @throws NothingToUndo, SopRunOver */
  back(by: string, now: Date): void {
    this.requireRunning();
    const last = this.done.at(-1);
    if (!last) throw new refused.NothingToUndo('Nothing was done yet.', { id: this.id });
    const taken = this.trail[last.entries]!;
    this.trail = this.trail.map((entry, place) =>
      place >= last.entries ? { ...entry, undone: entry.undone ?? { by, at: now.toISOString() } } : entry,
    );
    const names = new Set(last.replaced.map(([name]) => name));
    const before = last.replaced.flatMap((each) => (each.length === 2 ? [[each[0], each[1]] as const] : []));
    const kept = Object.entries(this.values).filter(([name]) => !names.has(name));
    this.values = Object.fromEntries<unknown>([...kept, ...before]);
    this.frames = last.frames;
    this.done = this.done.slice(0, -1);
    this.undone = [...this.undone, { values: taken.values, way: taken.way! }];
  }

  /** Does once more what was taken back. @throws NothingToRepeat, and what {@link complete} throws */
  forth(guide: Guide, by: string, now: Date): void {
    const again = this.undone.at(-1);
    if (!again) throw new refused.NothingToRepeat('Nothing was taken back.', { id: this.id });
    const step = this.frames.at(-1)!.step;
    const personChooses = (stepAt(guide, this.frames.at(-1)!) as DoStep).personChooses;
    this.pass({ step, values: again.values, way: personChooses ? again.way : null }, guide, by, now);
    this.undone = this.undone.slice(0, -1);
  }

  /** Before its end. @throws SopRunOver */
  leave(because: string, now: Date): void {
    this.requireRunning();
    this.status = 'left';
    const { sop, step } = this.frames.at(-1)!;
    this.leftAt = `${sop}/${step}`;
    this.leftBecause = because;
    this.endedAt = now;
    this.record({ type: 'sop-run-ended', outcome: null, at: now });
  }

  learn(facts: Facts): void {
    this.requireRunning();
    this.facts = facts;
  }

  private pass({ step: id, values, way: chosen }: StepResult, guide: Guide, by: string, now: Date): void {
    this.requireRunning();
    const at = this.frames.at(-1)!;
    if (at.step !== id) throw new refused.SopStepPassed(`The run is at ${at.step}.`, { id: this.id });
    if (this.trail.length >= LONGEST)
      throw new refused.SopRunTooLong(`A run has no more than ${LONGEST} steps.`, { id: this.id });
    const step = stepAt(guide, at) as DoStep;
    requireCollected(step.collects, values);
    const known = this.variables({ ...this.values, ...values });
    const way = step.personChooses ? this.openWay(step, chosen, guide, known) : wayFrom(guide, step, known);
    const replaced = Object.keys(values).map((name) =>
      Object.hasOwn(this.values, name) ? ([name, this.values[name]] as const) : ([name] as const),
    );
    this.done = [...this.done, { frames: this.frames, entries: this.trail.length, replaced }];
    this.values = { ...this.values, ...values };
    this.trail = [...this.trail, { ...at, way, by, at: now.toISOString(), values, undone: null }];
    this.goOn(along(this.frames, step.ways[way]!.to), guide, now);
  }

  private openWay(step: DoStep, way: number | null, guide: Guide, known: Values): number {
    const chosen = way === null ? undefined : step.ways[way];
    if (way !== null && chosen && isOpen(guide, chosen, known)) return way;
    throw new refused.SopWayRefused('Say which of the ways that are open now.', { id: this.id });
  }

  private goOn(frames: readonly Frame[], guide: Guide, now: Date): void {
    const standing = settle(guide, frames, this.variables(this.values));
    const at = now.toISOString();
    const alone = standing.passed.map((each) => ({ ...each, by: null, at, values: {}, undone: null }));
    this.trail = [...this.trail, ...alone];
    this.frames = standing.frames;
    if (standing.outcome === null) return;
    this.status = 'ended';
    this.outcome = standing.outcome;
    this.endedAt = now;
    this.record({ type: 'sop-run-ended', outcome: standing.outcome, at: now });
  }

  private variables(values: Values): Values {
    const { customer, order, history } = this.facts;
    return { [OUTCOME]: null, ...values, customer: customer.value, order: order.value, history: history.value };
  }

  private requireRunning(): void {
    if (this.status !== 'running') throw new refused.SopRunOver('The run is over.', { id: this.id });
  }
}
