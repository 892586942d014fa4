import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { NotTheEngineer, VisitStepNotAllowed } from './visit.errors.js';
import type { VisitEvent } from './visit.events.js';

export type VisitStatus = 'dispatched' | 'accepted' | 'appointed' | 'completed';

export interface VisitResult {
  readonly outcome: 'fixed' | 'not-fixed';
  readonly report: string;
}

const STEPS: Readonly<Record<VisitStatus, readonly VisitStatus[]>> = {
  dispatched: ['accepted'],
  accepted: ['dispatched', 'appointed', 'completed'],
  appointed: ['dispatched', 'appointed', 'completed'],
  completed: [],
};

/** On-site work for a ticket: accepted, perhaps handed on, arranged with the customer, done. */
export class Visit extends AggregateRoot<VisitEvent> {
  readonly ticketId!: string;
  readonly customerId!: string;
  private status!: VisitStatus;
  private engineerId!: string | null;
  protected appointedFor!: Date | null;
  protected outcome!: VisitResult['outcome'] | null;
  protected report!: string | null;

  private constructor() {
    super();
  }

  static dispatch(id: string, ticketId: string, customerId: string, now: Date): Visit {
    const visit = new Visit();
    Object.assign(visit, { id, ticketId, customerId });
    visit.status = 'dispatched';
    visit.engineerId = visit.appointedFor = visit.outcome = visit.report = null;
    visit.record({ type: 'visit-dispatched', at: now });
    return visit;
  }

  /** By the engineer it was handed to, or, while it is nobody's, by any. */
  accept(engineerId: string, now: Date): void {
    if (this.engineerId !== null) this.refuseOthers(engineerId);
    this.step('accepted');
    this.engineerId = engineerId;
    this.record({ type: 'visit-accepted', engineerId, at: now });
  }

  transfer(toId: string, by: string, now: Date): void {
    this.refuseOthers(by);
    this.step('dispatched');
    this.engineerId = toId;
    this.appointedFor = null;
    this.record({ type: 'visit-transferred', fromId: by, toId, at: now });
  }

  /** Agreed with the customer. */
  appoint(at: Date, by: string, now: Date): void {
    this.refuseOthers(by);
    this.step('appointed');
    this.appointedFor = at;
    this.record({ type: 'visit-appointed', appointedFor: at, at: now });
  }

  complete({ outcome, report }: VisitResult, by: string, now: Date): void {
    this.refuseOthers(by);
    this.step('completed');
    this.outcome = outcome;
    this.report = report;
    this.record({ type: 'visit-completed', outcome, at: now });
  }

  private step(to: VisitStatus): void {
    if (!STEPS[this.status].includes(to)) {
      throw new VisitStepNotAllowed(`A visit that is ${this.status} cannot become ${to}.`, { from: this.status, to });
    }
    this.status = to;
  }

  private refuseOthers(by: string): void {
    if (this.engineerId !== by) throw new NotTheEngineer('The visit is in the hands of another engineer.');
  }
}
