import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { FilledForm } from './new-ticket.js';
import type { ProcessStatus } from './process-status.js';
import { changedSince, changesWith, type FieldChanges } from './ticket-changes.js';
import { isUnfinished, mayBecome, type NamedStatus, type TicketStatus } from './ticket-status.js';
import {
  ReopenWindowOver,
  TicketFinished,
  TicketRunByProcess,
  TicketWithoutProcess,
  TransitionNotAllowed,
  WorkPending,
} from './ticket.errors.js';
import type { Enclosed, TicketEvent } from './ticket.events.js';

/** How a ticket goes from new to archived: by what people do, or by what its process says. */
export abstract class TicketLifecycle extends AggregateRoot<TicketEvent> {
  private readonly processInstanceId!: string | null;
  protected status!: TicketStatus;
  /** Of the tenant's own; null: whatever is usual for the category. */
  private statusId!: string | null;
  /** What the process, or the tenant, calls it below the category. */
  private statusName!: string | null;
  protected openVisitId!: string | null;
  protected solvedAt!: Date | null;
  protected closedAt!: Date | null;
  private archivedAt!: Date | null;
  protected satisfaction!: number | null;
  private changes!: FieldChanges;

  protected begin(): void {
    this.status = 'new';
    this.statusId = this.statusName = this.openVisitId = null;
    this.solvedAt = this.closedAt = this.archivedAt = this.satisfaction = null;
    this.changes = {};
  }

  /** What others changed after this version, for whoever has not seen it. */
  changedSince(version: number) {
    return changedSince(this.changes, version);
  }

  /** null: it is not solved. */
  get solvedSince(): Date | null {
    return this.solvedAt;
  }

  /** Solved, closed, or merged. */
  get isDone(): boolean {
    return !isUnfinished(this.status);
  }

  /** The instance of the process that runs it. */
  get process(): string | null {
    return this.processInstanceId;
  }

  /** @throws TicketWithoutProcess */
  requireProcess(): void {
    if (this.processInstanceId === null)
      throw new TicketWithoutProcess('No process runs this ticket.', { id: this.id });
  }

  /** Its process sets the status, and is free to; a ticket that has ended stays as it is. */
  follow(processInstanceId: string, { category, name }: ProcessStatus, now: Date): void {
    const from = this.status;
    const hasEnded = from === 'closed' || from === 'merged';
    if (processInstanceId !== this.processInstanceId || hasEnded) return;
    if (category === from && name === this.statusName) return;
    this.status = category;
    this.statusId = null;
    this.statusName = name;
    this.record({ type: 'ticket-status-changed', from, to: category, name, by: 'process', at: now });
    if (category !== from) this.turn(from, category, now);
  }

  /** A word of the customer's: what waited for it goes on, unless its process says how. */
  hearCustomer(text: string, now: Date, enclosed: Enclosed & { channel?: string } = {}): void {
    this.refuseEnded();
    this.record({ type: 'ticket-customer-wrote', text, ...enclosed, at: now });
    if (this.status === 'waiting' && this.processInstanceId === null) this.become('open', null, now);
  }

  /** One of the tenant's own: in the category it is in, or in one that needs no more than that somebody says so. */
  setStatus(status: NamedStatus, by: string, now: Date): void {
    this.refuseRunByProcess();
    this.refuseEnded();
    if (status.id === this.statusId) return;
    if (status.category === this.status) this.call(status, by, now);
    else if (!['open', 'waiting', 'on-hold'].includes(status.category)) throw this.notAllowed(status.category);
    else this.turnTo(status.category, by, now, status);
  }

  waitForCustomer(by: string | null, now: Date): void {
    this.refuseRunByProcess();
    this.turnTo('waiting', by, now);
  }

  /** Until a third party has done its part. */
  hold(by: string, now: Date): void {
    this.refuseRunByProcess();
    this.turnTo('on-hold', by, now);
  }

  resume(by: string | null, now: Date): void {
    this.refuseRunByProcess();
    this.turnTo('open', by, now);
  }

  /** @param until when that was possible at last; null: as long as it is not closed */
  reopen(reason: string, by: string, now: Date, until: Date | null = null): void {
    this.refuseRunByProcess();
    if (this.status !== 'solved') throw this.notAllowed('open');
    if (until !== null && now > until)
      throw new ReopenWindowOver('It was solved too long ago: open a follow-up ticket.', {
        facts: { until: until.toISOString() },
      });
    this.become('open', by, now);
    this.solvedAt = null;
    this.record({ type: 'ticket-reopened', by, reason, at: now });
  }

  archive(now: Date): void {
    if (this.status !== 'closed' || this.archivedAt !== null)
      throw new TransitionNotAllowed('Only a closed ticket is archived, once.');
    this.archivedAt = now;
    this.record({ type: 'ticket-archived', at: now });
  }

  /** Until its end: also a return visit has a form. */
  fillForm({ stage, form }: FilledForm, by: string, now: Date): void {
    this.refuseEnded();
    this.record({ type: 'ticket-form-filled', by, stage, form: form.name, version: form.version, at: now });
  }

  /** What the customer thinks of it, 1 to 5. */
  mark(satisfaction: number, now: Date): void {
    this.refuseEnded();
    this.satisfaction = satisfaction;
    this.record({ type: 'ticket-marked', satisfaction, at: now });
  }

  /** Somebody has it now; where a process runs it, that alone changes nothing. */
  protected taken(now: Date): void {
    if (this.status === 'new' && this.processInstanceId === null) this.become('open', null, now);
  }

  protected end(satisfaction: number | null, by: string | null, now: Date): void {
    this.become('closed', by, now);
    this.closedAt = now;
    this.satisfaction = satisfaction;
    this.record({ type: 'ticket-closed', satisfaction, at: now });
  }

  protected become(to: TicketStatus, by: string | null, now: Date, named: NamedStatus | null = null): void {
    this.requireTransition(to);
    const from = this.status;
    this.status = to;
    this.statusId = named?.id ?? null;
    this.statusName = named?.name ?? null;
    this.record({ type: 'ticket-status-changed', from, to, name: this.statusName, by, at: now });
  }

  protected requireTransition(to: TicketStatus): void {
    if (!mayBecome(this.status, to)) throw this.notAllowed(to);
  }

  protected override record(event: TicketEvent): void {
    super.record(event);
    // A ticket that is being opened has no version yet.
    this.changes = changesWith(this.changes, event, ((this.version as number | undefined) ?? 0) + 1);
  }

  protected notAllowed(to: TicketStatus): TransitionNotAllowed {
    return new TransitionNotAllowed(`A ticket that is ${this.status} cannot become ${to}.`, { from: this.status, to });
  }

  protected refuseFinished(): void {
    if (!isUnfinished(this.status)) throw new TicketFinished(`The ticket is ${this.status}.`, { status: this.status });
  }

  /** Solved is not the end: the customer may not be content. */
  protected refuseEnded(): void {
    if (this.status === 'closed' || this.status === 'merged')
      throw new TicketFinished(`The ticket is ${this.status}.`, { status: this.status });
  }

  protected refuseRunByProcess(): void {
    if (this.processInstanceId === null) return;
    throw new TicketRunByProcess('Its process says how the ticket goes on.', { process: this.processInstanceId });
  }

  /** What no engineer is on the way for; what was solved is opened again by reopening it only. */
  private turnTo(to: TicketStatus, by: string | null, now: Date, named: NamedStatus | null = null): void {
    if (this.isDone) throw this.notAllowed(to);
    if (this.openVisitId !== null)
      throw new WorkPending('An engineer is still on the way.', { visitId: this.openVisitId });
    this.become(to, by, now, named);
  }

  private call({ id, name }: NamedStatus, by: string, now: Date): void {
    this.statusId = id;
    this.statusName = name;
    this.record({ type: 'ticket-status-changed', from: this.status, to: this.status, name, by, at: now });
  }

  /** What a status that its process set brings with it. */
  private turn(from: TicketStatus, to: TicketStatus, now: Date): void {
    if (to === 'solved') {
      this.solvedAt = now;
      this.record({ type: 'ticket-solved', by: 'process', returnVisit: false, at: now });
    } else if (to === 'closed') {
      this.solvedAt ??= now;
      this.closedAt = now;
      this.record({ type: 'ticket-closed', satisfaction: this.satisfaction, at: now });
    } else if (from === 'solved') {
      this.solvedAt = null;
      this.record({ type: 'ticket-reopened', by: 'process', reason: '', at: now });
    }
  }
}
