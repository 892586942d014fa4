import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { nextStep, type Attempt, type AttemptRule } from './attempts.js';
import {
  CallBackImpossible,
  ContactAlreadyRecorded,
  NotTheTaskOwner,
  OutcomeNotFitting,
  QuestionnaireNotFitting,
  TaskEnded,
  TaskTaken,
} from './task.errors.js';
import type { Conversion, TaskEvent, TaskOutcome } from './task.events.js';
import { PLAIN_DESIGN, UNFINISHED, type TaskDesign, type TaskOrigin, type TaskStatus } from './task-origin.js';

export interface TaskResult {
  readonly outcome: TaskOutcome;
  /** 1 to 5; asked at return visits and surveys. */
  readonly satisfaction: number | null;
  readonly note: string;
  readonly code: string | null;
  readonly conversion: Conversion | null;
  /** What was answered to its questionnaire. */
  readonly responseId: string | null;
  readonly reopens: boolean;
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

/** What comes of an end nobody explained. */
const UNTOLD = { satisfaction: null, note: '', code: null, conversion: null, responseId: null, reopens: false };

/** Work the organisation starts itself: an active service to one customer, over any number of contacts and attempts. */
export class Task extends AggregateRoot<TaskEvent> {
  readonly kind!: TaskOrigin['kind'];
  readonly customerId!: string;
  readonly planId!: string | null;
  readonly ticketId!: string | null;
  readonly segment!: string | null;
  readonly channel!: TaskDesign['channel'];
  readonly campaignId!: string | null;
  readonly template!: string | null;
  readonly questionnaire!: string | null;
  /** Null: of before this was kept. */
  protected createdAt!: Date | null;
  private status!: TaskStatus;
  private agentId!: string | null;
  private contactIds!: readonly string[];
  private attempts!: readonly Attempt[];
  /** When it is its turn; null: it is over. */
  protected nextAttemptAt!: Date | null;
  /** 1: the customer expects it then. */
  protected promised!: number;
  protected dueAt!: Date | null;
  protected expiresAt!: Date | null;
  /** 1: somebody talked with the customer. */
  protected reached!: number;
  protected converted!: number;
  protected convertedValue!: number | null;
  protected conversion!: Conversion | null;
  protected code!: string | null;
  protected responseId!: string | null;
  private leadTicketId!: string | null;
  protected outcome!: TaskOutcome | null;
  protected satisfaction!: number | null;
  protected note!: string | null;

  private constructor() {
    super();
  }

  static create(id: string, origin: TaskOrigin, now: Date, design: TaskDesign = PLAIN_DESIGN): Task {
    const task = new Task();
    Object.assign(task, { id, ...origin, ...design, agentId: null });
    task.status = 'open';
    task.outcome = task.satisfaction = task.note = task.conversion = task.convertedValue = null;
    task.code = task.responseId = task.leadTicketId = null;
    task.contactIds = task.attempts = [];
    task.promised = task.reached = task.converted = 0;
    task.createdAt = task.nextAttemptAt = now;
    task.record({ type: 'task-created', at: now });
    if (design.agentId !== null) task.assign(design.agentId, 'plan', now);
    return task;
  }

  /** What the customer did of what was hoped for. */
  get gained(): Conversion | null {
    return this.conversion;
  }

  /** To somebody, or to somebody else; what was begun goes on with them. */
  assign(agentId: string, by: string, now: Date): void {
    this.refuseEnded();
    if (agentId === this.agentId) return;
    const fromId = this.agentId;
    this.agentId = agentId;
    this.status = 'assigned';
    this.record({ type: 'task-assigned', agentId, fromId, by, at: now });
  }

  /** Nobody's again. */
  release(by: string, now: Date): void {
    this.refuseEnded();
    this.agentId = null;
    this.status = 'open';
    this.record({ type: 'task-released', by, at: now });
  }

  /** By whoever it is assigned to, or, while it is nobody's, by any. */
  take(agentId: string, now: Date): void {
    this.refuseEnded();
    const isMine = this.status === 'assigned' && this.agentId === agentId;
    if (this.agentId !== null && !isMine) throw new TaskTaken('Someone else has it.', { id: this.id });
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

  /**
   * What came of a try: it is the customer's turn to be asked, or tried again, or over.
   * @param open the first time from then on at which it is allowed to call
   */
  attempt(said: Omit<Attempt, 'at' | 'by'>, rule: AttemptRule, open: (at: Date) => Date, by: string, now: Date): void {
    this.refuseEnded();
    this.refuseOthers(by);
    this.refuseCallBack(said, now);
    const attempt = { ...said, at: now.toISOString(), by };
    this.attempts = [...this.attempts, attempt];
    if (said.outcome === 'reached') this.reached = 1;
    if (said.contactId !== null && !this.contactIds.includes(said.contactId)) this.contacted(said.contactId, now);
    const next = nextStep(rule, this.attempts, now);
    this.promised = next.step === 'again' && next.promised ? 1 : 0;
    this.nextAttemptAt = next.step === 'again' ? (next.promised ? next.at : open(next.at)) : now;
    const nextAttemptAt = next.step === 'again' ? this.nextAttemptAt : null;
    this.record({ type: 'task-attempted', attempt, nextAttemptAt, at: now });
    if (next.step === 'end') this.end({ ...UNTOLD, outcome: next.outcome, code: said.outcome }, by, now);
  }

  complete(result: TaskResult, by: string, now: Date): void {
    this.refuseEnded();
    this.refuseOthers(by);
    const { outcome, satisfaction, responseId } = result;
    if (outcome === 'unreachable' && (satisfaction !== null || responseId !== null))
      throw new OutcomeNotFitting('Who was not reached gave no mark.');
    const wasAsked = outcome === 'done' || outcome === 'interested';
    if (wasAsked && (this.questionnaire !== null) !== (responseId !== null))
      throw new QuestionnaireNotFitting('What was answered to its questionnaire comes with its end.');
    this.end(result, by, now);
  }

  /**
   * The campaign's news are facts: what is known, or comes after the end, changes nothing. A task somebody else took is theirs to
   * complete.
   */
  noteCampaign({ contactId, agentId, outcome }: CampaignResult, now: Date): void {
    if (!UNFINISHED.includes(this.status)) return;
    if (contactId !== null) this.reached = 1;
    if (contactId !== null && !this.contactIds.includes(contactId)) this.contacted(contactId, now);
    if (outcome === null || (this.agentId !== null && this.agentId !== agentId)) return;
    this.end({ ...UNTOLD, outcome }, agentId ?? 'campaign', now);
  }

  /** 商机: the ticket that came of it; there is one. */
  get leadTicket(): string | null {
    return this.leadTicketId;
  }

  /** Also after its end: the customer may have thought about it. */
  openLead(ticketId: string, by: string, now: Date): void {
    this.leadTicketId = ticketId;
    this.record({ type: 'task-lead-opened', ticketId, by, at: now });
  }

  /** Its time is over; one that is over otherwise, or has been given more, stays as it is. */
  expire(now: Date): void {
    if (!UNFINISHED.includes(this.status) || this.expiresAt === null || this.expiresAt > now) return;
    this.leave('expired');
    this.record({ type: 'task-expired', at: now });
  }

  cancel(now: Date): void {
    this.refuseEnded();
    this.leave('cancelled');
    this.record({ type: 'task-cancelled', at: now });
  }

  private end(result: TaskResult, by: string, now: Date): void {
    this.leave('completed');
    Object.assign(this, {
      ...{ outcome: result.outcome, satisfaction: result.satisfaction, note: result.note, code: result.code },
      ...{ conversion: result.conversion, responseId: result.responseId },
    });
    if (result.outcome === 'done' || result.outcome === 'interested') this.reached = 1;
    this.converted = result.conversion === null ? 0 : 1;
    this.convertedValue = result.conversion?.value ?? null;
    const { outcome, satisfaction, note, code, conversion, reopens } = result;
    this.record({ type: 'task-completed', by, outcome, satisfaction, note, code, conversion, reopens, at: now });
  }

  private leave(status: TaskStatus): void {
    this.status = status;
    this.nextAttemptAt = this.expiresAt = null;
    this.promised = 0;
  }

  private refuseCallBack({ outcome, callBackAt }: Omit<Attempt, 'at' | 'by'>, now: Date): void {
    if ((outcome === 'call-back') !== (callBackAt !== null))
      throw new CallBackImpossible('Say when to call, where that was asked for.');
    if (callBackAt !== null && new Date(callBackAt) <= now) throw new CallBackImpossible('That time is past.');
  }

  private refuseOthers(by: string): void {
    if (this.agentId !== by || this.status !== 'taken')
      throw new NotTheTaskOwner('Only the agent who took the task works on it.');
  }

  private refuseEnded(): void {
    if (!UNFINISHED.includes(this.status)) throw new TaskEnded(`The task is ${this.status}.`, { id: this.id });
  }
}
