import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { AssistRequestEnded, AssistRequestTaken, NotTheAsker, NotTheHelper } from './assist-request.errors.js';
import type { AssistRequestEvent } from './assist-request.events.js';

export type AssistStatus = 'open' | 'answered' | 'declined' | 'withdrawn';
export type AssistOutcome = Exclude<AssistStatus, 'open'>;

/** Until when the team has agreed to answer. */
export interface Agreement {
  /** Of open time, ISO 8601. */
  readonly within: string;
  readonly calendar: string;
  readonly dueAt: Date;
}

export interface NewAssistRequest {
  readonly id: string;
  readonly ticketId: string;
  readonly teamId: string;
  /** Of the team; null: whoever takes it. */
  readonly helperId: string | null;
  readonly question: string;
  /** Whether the ticket stands still until then. */
  readonly holds: boolean;
}

/** What who has a ticket asks of another team, by a clock of its own; the ticket stays where it is. */
export class AssistRequest extends AggregateRoot<AssistRequestEvent> {
  readonly ticketId!: string;
  readonly teamId!: string;
  readonly askedBy!: string;
  readonly dueAt!: Date | null;
  private helperId!: string | null;
  private status!: AssistStatus;
  private overdue!: boolean;
  protected answer!: string | null;
  protected endedBy!: string | null;
  protected endedAt!: Date | null;

  private constructor() {
    super();
  }

  /** @param agreement null: there is none, and no clock */
  static ask(input: NewAssistRequest, agreement: Agreement | null, askedBy: string, now: Date): AssistRequest {
    const request = new AssistRequest();
    Object.assign(request, {
      within: null,
      calendar: null,
      dueAt: null,
      ...input,
      ...agreement,
      askedBy,
      askedAt: now,
    });
    request.status = 'open';
    request.overdue = false;
    request.answer = request.endedBy = request.endedAt = null;
    request.record({ type: 'assist-request-asked', at: now });
    return request;
  }

  get helper(): string | null {
    return this.helperId;
  }

  get isOpen(): boolean {
    return this.status === 'open';
  }

  take(helperId: string, now: Date): void {
    this.refuseEnded();
    if (this.helperId !== null) throw new AssistRequestTaken('Someone else has taken it.', { id: this.id });
    this.helperId = helperId;
    this.record({ type: 'assist-request-taken', at: now });
  }

  give(answer: string, by: string, now: Date): void {
    this.refuseOtherHelpers(by);
    this.end('answered', answer, by, now);
  }

  /** It cannot, or not by this team; `reason` says why. */
  decline(reason: string, by: string, now: Date): void {
    this.refuseOtherHelpers(by);
    this.end('declined', reason, by, now);
  }

  /** No longer needed. */
  withdraw(by: string, now: Date): void {
    if (by !== this.askedBy) throw new NotTheAsker('Only who has asked takes it back.', { id: this.id });
    this.end('withdrawn', null, by, now);
  }

  /** The ticket has ended without it. */
  lapse(now: Date): void {
    if (this.isOpen) this.end('withdrawn', null, 'ticket', now);
  }

  /** Its clock says so; what was answered is not late any more. */
  runLate(now: Date): void {
    if (!this.isOpen || this.overdue || this.dueAt === null || now <= this.dueAt) return;
    this.overdue = true;
    this.record({ type: 'assist-request-overdue', dueAt: this.dueAt, at: now });
  }

  private end(outcome: AssistOutcome, answer: string | null, by: string, now: Date): void {
    this.refuseEnded();
    this.status = outcome;
    this.answer = answer;
    this.endedBy = by;
    this.endedAt = now;
    const inTime = this.dueAt === null || now <= this.dueAt;
    this.record({ type: 'assist-request-ended', outcome, inTime, by, at: now });
  }

  private refuseOtherHelpers(by: string): void {
    if (this.helperId !== null && this.helperId !== by)
      throw new NotTheHelper('Someone else has taken it.', { id: this.id });
    this.helperId = by;
  }

  private refuseEnded(): void {
    if (this.status !== 'open')
      throw new AssistRequestEnded(`The request is ${this.status}.`, { facts: { status: this.status } });
  }
}
