import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { designProblem, PLAIN_PLAN, type PlanDesign } from './plan-design.js';
import {
  ImportUnderWay,
  NotOfThePlan,
  PlanAlreadyStarted,
  PlanDesignFaulty,
  PlanNotPaused,
  PlanNotRunning,
  PlanOver,
  PlanWithoutTargets,
} from './plan.errors.js';
import type { PlanEvent } from './plan.events.js';

export type PlanKind = 'care' | 'dunning' | 'retention' | 'survey' | 'marketing' | 'return-visit';
export type PlanStatus = 'draft' | 'running' | 'paused' | 'stopped' | 'completed';

/** What became of the targets so far. */
export interface PlanStanding {
  /** Some targets are not placed, or wait for their day. */
  readonly waiting: boolean;
  /** Some tasks are not over. */
  readonly open: boolean;
}

/** What the organisation wants to do for many customers: split into segments, and those into one task for each target. */
export class Plan extends AggregateRoot<PlanEvent> {
  readonly name!: string;
  readonly kind!: PlanKind;
  private status!: PlanStatus;
  private targets!: number;
  /** The import that is being read; one at a time. */
  private openImportId!: string | null;
  private design!: PlanDesign | null;
  /** When the next targets become tasks; null: none are left, or nobody may. */
  protected releaseAt!: Date | null;

  private constructor() {
    super();
  }

  static draft(id: string, name: string, kind: PlanKind, by: string, now: Date): Plan {
    const plan = new Plan();
    Object.assign(plan, { id, name, kind });
    plan.status = 'draft';
    plan.targets = 0;
    plan.openImportId = plan.design = plan.releaseAt = null;
    plan.record({ type: 'plan-drafted', by, at: now });
    return plan;
  }

  receiveImport(importId: string, now: Date): void {
    if (this.status !== 'draft')
      throw new PlanAlreadyStarted('Targets are imported before the start.', { id: this.id });
    if (this.openImportId !== null)
      throw new ImportUnderWay('Another import is being read.', { importId: this.openImportId });
    this.openImportId = importId;
    this.record({ type: 'plan-import-received', importId, at: now });
  }

  /** `taken` targets were added; none when the import was refused. */
  endImport(importId: string, taken: number, now: Date): void {
    if (this.openImportId !== importId)
      throw new ImportUnderWay('This import is not the one being read.', { importId });
    this.openImportId = null;
    this.targets += taken;
    this.record({ type: 'plan-import-ended', importId, taken, at: now });
  }

  start(by: string, now: Date): void {
    if (this.status !== 'draft') throw new PlanAlreadyStarted('The plan has been started.', { id: this.id });
    if (this.openImportId !== null)
      throw new ImportUnderWay('An import is still being read.', { importId: this.openImportId });
    if (this.targets === 0) throw new PlanWithoutTargets('Import target customers first.', { id: this.id });
    this.status = 'running';
    this.releaseAt = now;
    this.record({ type: 'plan-started', by, targets: this.targets, at: now });
  }

  /** How its targets are treated; that of the house until somebody says. */
  get treatment(): PlanDesign {
    return this.design ?? PLAIN_PLAN;
  }

  get isRunning(): boolean {
    return this.status === 'running';
  }

  redesign(design: PlanDesign, by: string, now: Date): void {
    if (this.status !== 'draft') throw new PlanAlreadyStarted('It is designed before the start.', { id: this.id });
    const problem = designProblem(design);
    if (problem !== null) throw new PlanDesignFaulty(problem, { id: this.id });
    this.design = design;
    this.record({ type: 'plan-designed', by, at: now });
  }

  /** No target becomes a task until it goes on; tasks that are there go on. */
  pause(by: string, now: Date): void {
    if (this.status !== 'running') throw new PlanNotRunning('Only a running plan is paused.', { id: this.id });
    this.status = 'paused';
    this.releaseAt = null;
    this.record({ type: 'plan-paused', by, at: now });
  }

  resume(by: string, now: Date): void {
    if (this.status !== 'paused') throw new PlanNotPaused('Only a paused plan goes on.', { id: this.id });
    this.status = 'running';
    this.releaseAt = now;
    this.record({ type: 'plan-resumed', by, at: now });
  }

  /** For good: its unfinished tasks are cancelled. */
  stop(by: string, now: Date): void {
    if (this.status !== 'running' && this.status !== 'paused')
      throw new PlanOver('Only a plan that has begun and is not over is stopped.', { id: this.id });
    this.status = 'stopped';
    this.releaseAt = null;
    this.record({ type: 'plan-stopped', by, at: now });
  }

  /** Gets nothing of it any more. */
  dismiss(personId: string, by: string, now: Date): void {
    const { segments } = this.treatment;
    if (!segments.some(({ people }) => people.some(({ id }) => id === personId)))
      throw new NotOfThePlan('Nobody of that name is in the plan.', { personId });
    const without = segments.map((segment) => ({
      ...segment,
      people: segment.people.filter(({ id }) => id !== personId),
    }));
    this.design = { ...this.treatment, segments: without };
    this.record({ type: 'plan-person-left', personId, by, at: now });
  }

  /** When the next targets become tasks; a plan that does not run has no such time. */
  releaseNext(at: Date | null): void {
    this.releaseAt = this.status === 'running' ? at : null;
  }

  /** The last end completes it, and news that overtook each other agree. */
  settle({ waiting, open }: PlanStanding, now: Date): void {
    if (this.status !== 'running' || waiting || open) return;
    this.status = 'completed';
    this.releaseAt = null;
    this.record({ type: 'plan-completed', at: now });
  }
}
