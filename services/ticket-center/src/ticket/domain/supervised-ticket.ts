import { TicketLifecycle } from './ticket-lifecycle.js';
import { raised, type Priority } from './ticket-status.js';
import { TicketSupervised, TicketUnsupervised } from './ticket.errors.js';

/** A ticket that others urge, and watch over. */
export abstract class SupervisedTicket extends TicketLifecycle {
  protected priority!: Priority;
  protected supervisorId!: string | null;
  /** Whether it stays open until the supervision is lifted. */
  private supervisionHolds!: boolean | null;
  private urgedTimes!: number;

  protected override begin(): void {
    super.begin();
    this.supervisorId = this.supervisionHolds = null;
    this.urgedTimes = 0;
  }

  /** 催办: somebody asks to hurry. Restarts no clock. Returns how often that was by now. */
  urge(note: string, by: string, now: Date): number {
    this.refuseFinished();
    this.urgedTimes += 1;
    this.record({ type: 'ticket-urged', by, note, times: this.urgedTimes, at: now });
    return this.urgedTimes;
  }

  /** 督办: a supervisor watches over it, and its priority rises. @param holds it cannot be closed before that is lifted */
  supervise(supervisorId: string, now: Date, holds = false): void {
    this.refuseFinished();
    this.supervisorId = supervisorId;
    this.supervisionHolds = holds;
    this.priority = raised(this.priority);
    this.record({ type: 'ticket-supervised', supervisorId, priority: this.priority, at: now });
  }

  liftSupervision(by: string, now: Date): void {
    if (this.supervisorId === null) throw new TicketUnsupervised('Nobody supervises it.', { id: this.id });
    this.supervisorId = this.supervisionHolds = null;
    this.record({ type: 'ticket-supervision-lifted', by, at: now });
  }

  raisePriority(now: Date): Priority {
    this.refuseFinished();
    this.priority = raised(this.priority);
    this.record({ type: 'ticket-priority-raised', priority: this.priority, at: now });
    return this.priority;
  }

  protected get isHeld(): boolean {
    return this.supervisorId !== null && this.supervisionHolds === true;
  }

  protected refuseHeld(): void {
    if (this.isHeld) throw new TicketSupervised('Its supervisor has not let go of it yet.', { id: this.id });
  }
}
