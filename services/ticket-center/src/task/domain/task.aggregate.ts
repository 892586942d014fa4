import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { ContactAlreadyRecorded, NotTheTaskOwner, OutcomeNotFitting, TaskEnded, TaskTaken } from './task.errors.js';
import type { TaskEvent, TaskOutcome } from './task.events.js';

export type TaskKind = 'return-visit' | 'care' | 'dunning' | 'retention' | 'survey' | 'marketing';
export type TaskStatus = 'open' | 'taken' | 'completed' | 'cancelled';

export interface TaskOrigin {
  readonly kind: TaskKind;
  readonly customerId: string;
  /** The plan it was split from. */
  readonly planId: string | null;
  /** The ticket a return visit asks about. */
  readonly ticketId: string | null;
}

export interface TaskResult {
  readonly outcome: TaskOutcome;
  /** 1 to 5; asked at return visits and surveys. */
  readonly satisfaction: number | null;
  readonly note: string;
}

/** What a campaign tells of its calls. */
export interface CampaignResult {
  /** The contact with the customer; null: there was none. */
  readonly contactId: string | null;
  /** Who talked; null: nobody. */
  readonly agentId: string | null;
  /** Null: the campaign calls again. */
  readonly outcome: TaskOutcome | null;
}

/** Work the organisation starts itself: an active service to one customer, over any number of contacts. */
export class Task extends AggregateRoot<TaskEvent> {
  readonly kind!: TaskKind;
  readonly customerId!: string;
  readonly planId!: string | null;
  readonly ticketId!: string | null;
  private status!: TaskStatus;
  private agentId!: string | null;
  private contactIds!: string[];
  protected outcome!: TaskOutcome | null;
  protected satisfaction!: number | null;
  protected note!: string | null;

  private constructor() {
    super();
  }

  static create(id: string, origin: TaskOrigin, now: Date): Task {
    const task = new Task();
    Object.assign(task, { id, ...origin });
    task.status = 'open';
    task.agentId = task.outcome = task.satisfaction = task.note = null;
    task.contactIds = [];
    task.record({ type: 'task-created', at: now });
    return task;
  }

  take(agentId: string, now: Date): void {
    this.refuseEnded();
    if (this.agentId !== null) throw new TaskTaken('Someone else has taken it.', { id: this.id });
    this.agentId = agentId;
    this.status = 'taken';
    this.record({ type: 'task-taken', agentId, at: now });
  }

  /** The customer was called, written to or visited for it. */
  contacted(contactId: string, now: Date): void {
    this.refuseEnded();
    if (this.contactIds.includes(contactId))
      throw new ContactAlreadyRecorded('The contact is already recorded.', { contactId });
    this.contactIds = [...this.contactIds, contactId];
    this.record({ type: 'task-contacted', contactId, at: now });
  }

  complete({ outcome, satisfaction, note }: TaskResult, by: string, now: Date): void {
    this.refuseEnded();
    if (this.agentId !== by) throw new NotTheTaskOwner('Only the agent who took the task completes it.');
    if (outcome === 'unreachable' && satisfaction !== null)
      throw new OutcomeNotFitting('Who was not reached gave no mark.');
    this.status = 'completed';
    this.outcome = outcome;
    this.satisfaction = satisfaction;
    this.note = note;
    this.record({ type: 'task-completed', by, outcome, satisfaction, note, at: now });
  }

  /**
   * The campaign's news are facts: what is known, or comes after the end, changes nothing. A task somebody else took is theirs to
   * complete.
   */
  noteCampaign({ contactId, agentId, outcome }: CampaignResult, now: Date): void {
    if (this.status === 'completed' || this.status === 'cancelled') return;
    if (contactId !== null && !this.contactIds.includes(contactId)) this.contacted(contactId, now);
    if (outcome === null || (this.agentId !== null && this.agentId !== agentId)) return;
    Object.assign(this, { status: 'completed', outcome, note: '' });
    this.record({
      type: 'task-completed',
      by: agentId ?? 'campaign',
      ...{ outcome, satisfaction: null, note: '' },
      at: now,
    });
  }

  cancel(now: Date): void {
    this.refuseEnded();
    this.status = 'cancelled';
    this.record({ type: 'task-cancelled', at: now });
  }

  private refuseEnded(): void {
    if (this.status === 'completed' || this.status === 'cancelled')
      throw new TaskEnded(`The task is ${this.status}.`, { id: this.id });
  }
}
