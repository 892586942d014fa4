import { AggregateRoot } from '#libs/kernel/aggregate-root';
import {
  NotTheWorker,
  WorkItemDelegated,
  WorkItemDone,
  WorkItemNotClaimed,
  WorkItemNotDelegated,
  WorkItemTaken,
  WorkItemWithdrawn,
} from './work-item.errors.js';
import type { WorkItemEvent } from './work-item.events.js';

export type WorkItemState = 'open' | 'claimed' | 'completed' | 'withdrawn';

/** What completes an item. */
export interface TaskToComplete {
  readonly instance: string;
  readonly wait: number;
  readonly form: { readonly name: string; readonly version: number } | null;
}

/**
 * A step of a process that a person does. The process opens it, completes it and takes it away, all at once for many
 * (`WorkItemFeed`); this is what people do to it meanwhile. Delegation as Flowable and Camunda have it: whoever gets the work
 * hands it back, and only then can its owner complete it.
 */
export class WorkItem extends AggregateRoot<WorkItemEvent> {
  private readonly instance!: string;
  private readonly wait!: number;
  private readonly formName!: string | null;
  private readonly formVersion!: number | null;
  private state!: WorkItemState;
  private assigneeId!: string | null;
  private ownerId!: string | null;

  /** Rows are loaded through it: it checks nothing. */
  private constructor() {
    super();
  }

  /**
   * From its pool: the first one gets it. Who has it already keeps it.
   * @param standsInFor whose work somebody does as well: that is taken over from them
   */
  claim(by: string, now: Date, standsInFor: readonly string[] = []): void {
    this.refuseEnded();
    if (this.assigneeId === by) return;
    if (this.assigneeId !== null && !standsInFor.includes(this.assigneeId))
      throw new WorkItemTaken('Somebody has taken it.', { id: this.id });
    this.state = 'claimed';
    this.assigneeId = by;
    this.record({ type: 'work-item-claimed', by, at: now });
  }

  /** Back to its pool. */
  release(by: string, now: Date): void {
    this.refuseOthers(by);
    this.refuseDelegated();
    this.state = 'open';
    this.assigneeId = null;
    this.record({ type: 'work-item-released', by, at: now });
  }

  /** By whoever leads the work: whoever had it, `toId` has it now, and owes it to nobody. */
  assign(toId: string, by: string, now: Date): void {
    this.refuseEnded();
    this.record({ type: 'work-item-assigned', fromId: this.assigneeId, toId, by, at: now });
    this.state = 'claimed';
    this.assigneeId = toId;
    this.ownerId = null;
  }

  /** To somebody who gives it back; handed on, it still comes back to the first. */
  delegate(toId: string, note: string, by: string, now: Date): void {
    this.refuseOthers(by);
    if (toId === by) throw new WorkItemTaken('It is in the same hands already.', { id: this.id });
    this.ownerId ??= by;
    this.assigneeId = toId;
    this.record({ type: 'work-item-delegated', toId, ownerId: this.ownerId, note, by, at: now });
  }

  /** Back to its owner: given by whom it was delegated to, or taken by the owner. */
  resolve(note: string, by: string, now: Date): void {
    this.refuseEnded();
    if (this.ownerId === null) throw new WorkItemNotDelegated('It is not delegated to anybody.', { id: this.id });
    if (by !== this.ownerId) this.refuseOthers(by);
    this.record({ type: 'work-item-resolved', ownerId: this.ownerId, note, by, at: now });
    this.assigneeId = this.ownerId;
    this.ownerId = null;
  }

  /**
   * What is to be completed, if this person may. One that is completed is not refused here: the process knows whether this is
   * the completion it has already carried out, or a second one.
   */
  toComplete(by: string, anyones: boolean): TaskToComplete {
    if (this.state === 'withdrawn') this.refuseEnded();
    if (!anyones) this.refuseUnlessHeldBy(by);
    if (this.state !== 'completed') this.refuseDelegated();
    const { instance, wait, formName: name, formVersion: version } = this;
    return { instance, wait, form: name === null || version === null ? null : { name, version } };
  }

  private refuseEnded(): void {
    if (this.state === 'completed') throw new WorkItemDone('The work has been completed.', { id: this.id });
    if (this.state === 'withdrawn') throw new WorkItemWithdrawn('The work is no longer wanted.', { id: this.id });
  }

  private refuseDelegated(): void {
    if (this.ownerId === null) return;
    throw new WorkItemDelegated('It is delegated: it has to be given back first.', { id: this.id });
  }

  private refuseOthers(by: string): void {
    this.refuseEnded();
    this.refuseUnlessHeldBy(by);
  }

  private refuseUnlessHeldBy(by: string): void {
    if (this.assigneeId === null) throw new WorkItemNotClaimed('Nobody has claimed it.', { id: this.id });
    if (this.assigneeId !== by) throw new NotTheWorker('It is in the hands of somebody else.', { id: this.id });
  }
}
