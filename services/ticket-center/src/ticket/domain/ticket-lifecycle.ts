import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { FilledForm } from './new-ticket.js';
import type { ProcessStatus } from './process-status.js';
import { isUnfinished, mayBecome, type TicketStatus } from './ticket-status.js';
import { TicketFinished, TicketRunByProcess, TicketWithoutProcess, TransitionNotAllowed } from './ticket.errors.js';
import type { Enclosed, TicketEvent } from './ticket.events.js';

/** How a ticket goes from new to archived: by what people do, or by what its process says. */
export abstract class TicketLifecycle extends AggregateRoot<TicketEvent> {
  private readonly processInstanceId!: string | null;
  protected status!: TicketStatus;
  /** What the process calls it, below the category. */
  protected statusName!: string | null;
  protected solvedAt!: Date | null;
  protected closedAt!: Date | null;
  private archivedAt!: Date | null;
  protected satisfaction!: number | null;
  private teamId!: string | null;

  protected begin(): void {
    this.status = 'new';
    this.teamId = this.statusName = this.solvedAt = this.closedAt = this.archivedAt = this.satisfaction = null;
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
    this.statusName = name;
    this.record({ type: 'ticket-status-changed', from, to: category, name, at: now });
    if (category !== from) this.turn(from, category, now);
  }

  /** A word of the customer's: what waited for it goes on, unless its process says how. */
  hearCustomer(text: string, now: Date, enclosed: Enclosed & { channel?: string } = {}): void {
    this.refuseEnded();
    this.record({ type: 'ticket-customer-wrote', text, ...enclosed, at: now });
    if (this.status === 'waiting' && this.processInstanceId === null) this.become('open', now);
  }

  /** Whoever of the team has it, or will: its agreement with the others runs from now on. */
  assignTeam(teamId: string | null, by: string, now: Date): void {
    this.refuseFinished();
    if (teamId === this.teamId) return;
    this.teamId = teamId;
    this.record({ type: 'ticket-team-assigned', teamId, by, at: now });
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
    if (this.status === 'new' && this.processInstanceId === null) this.become('open', now);
  }

  protected end(satisfaction: number | null, now: Date): void {
    this.become('closed', now);
    this.closedAt = now;
    this.satisfaction = satisfaction;
    this.record({ type: 'ticket-closed', satisfaction, at: now });
  }

  protected become(to: TicketStatus, now: Date): void {
    if (!mayBecome(this.status, to)) throw this.notAllowed(to);
    const from = this.status;
    this.status = to;
    this.record({ type: 'ticket-status-changed', from, to, name: null, at: now });
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
