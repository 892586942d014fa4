import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { ImportUnderWay, PlanAlreadyStarted, PlanNotRunning, PlanWithoutTargets } from './plan.errors.js';
import type { PlanEvent } from './plan.events.js';

export type PlanKind = 'care' | 'dunning' | 'retention' | 'survey' | 'marketing' | 'return-visit';
export type PlanStatus = 'draft' | 'running' | 'completed';

/** What the organisation wants to do for many customers: split into one task for each target. */
export class Plan extends AggregateRoot<PlanEvent> {
  readonly name!: string;
  readonly kind!: PlanKind;
  private status!: PlanStatus;
  private targets!: number;
  /** The import that is being read; one at a time. */
  private openImportId!: string | null;

  private constructor() {
    super();
  }

  static draft(id: string, name: string, kind: PlanKind, by: string, now: Date): Plan {
    const plan = new Plan();
    Object.assign(plan, { id, name, kind });
    plan.status = 'draft';
    plan.targets = 0;
    plan.openImportId = null;
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
    this.record({ type: 'plan-started', by, targets: this.targets, at: now });
  }

  /** Tells how many of its tasks have ended; the last one completes the plan, and news that overtook each other agree. */
  tasksEnded(ended: number, now: Date): void {
    if (this.status === 'draft')
      throw new PlanNotRunning('A plan without tasks cannot be told of their end.', { id: this.id });
    if (this.status === 'completed' || ended < this.targets) return;
    this.status = 'completed';
    this.record({ type: 'plan-completed', at: now });
  }
}
