import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { SupervisionDeadlinePast, SupervisionLifted, SupervisionNotYours } from './supervision.errors.js';
import type { SupervisionEvent } from './supervision.events.js';

export interface Demand {
  readonly why: string;
  /** What is to be done. */
  readonly demanded: string;
  /** By when; null: nobody said. */
  readonly deadline: Date | null;
  /** How often somebody tells how it stands; null: when they like. */
  readonly reportEverySeconds: number | null;
}

export interface Report {
  readonly at: string;
  readonly by: string;
  readonly text: string;
}

/** 督办: somebody watches over a ticket until they let go of it. */
export class Supervision extends AggregateRoot<SupervisionEvent> {
  readonly ticketId!: string;
  private supervisorId!: string;
  protected why!: string;
  protected demanded!: string;
  private deadline!: Date | null;
  private reportEverySeconds!: number | null;
  private state!: 'open' | 'lifted';
  protected openedAt!: Date;
  private reports!: readonly Report[];
  private reportDueAt!: Date | null;
  private missedReports!: number;
  private deadlineMissed!: boolean;
  protected liftedAt!: Date | null;
  protected conclusion!: string | null;

  /** Rows are loaded through it: it checks nothing. */
  private constructor() {
    super();
  }

  /** @throws SupervisionDeadlinePast */
  static open(id: string, ticketId: string, demand: Demand, supervisorId: string, now: Date): Supervision {
    if (demand.deadline !== null && demand.deadline <= now)
      throw new SupervisionDeadlinePast('The deadline is later than now.', { ticketId });
    const supervision = new Supervision();
    Object.assign(supervision, { id, ticketId, supervisorId, ...demand, openedAt: now, state: 'open', reports: [] });
    Object.assign(supervision, { missedReports: 0, deadlineMissed: false, liftedAt: null, conclusion: null });
    supervision.awaitReport(now);
    supervision.record({ type: 'supervision-opened', by: supervisorId, at: now });
    return supervision;
  }

  /** Each with when it is to be looked at again; null: not at all. */
  get dues(): Readonly<Record<'report' | 'deadline', Date | null>> {
    const isOpen = this.state === 'open';
    return {
      report: isOpen ? this.reportDueAt : null,
      deadline: isOpen && !this.deadlineMissed ? this.deadline : null,
    };
  }

  handOver(supervisorId: string, now: Date): void {
    if (this.state === 'lifted' || supervisorId === this.supervisorId) return;
    this.record({ type: 'supervision-handed-over', from: this.supervisorId, to: supervisorId, at: now });
    this.supervisorId = supervisorId;
  }

  /** How it stands. The next report is due an interval later. */
  report(text: string, by: string, now: Date): void {
    this.refuseLifted();
    this.reports = [...this.reports, { at: now.toISOString(), by, text }];
    this.awaitReport(now);
    this.record({ type: 'supervision-reported', by, at: now });
  }

  /** Only who supervises lets go. */
  lift(conclusion: string, by: string, now: Date): void {
    this.refuseLifted();
    if (by !== this.supervisorId) throw new SupervisionNotYours('Only who supervises lets go of it.', { id: this.id });
    this.state = 'lifted';
    this.liftedAt = now;
    this.conclusion = conclusion;
    this.reportDueAt = null;
    this.record({ type: 'supervision-ended', at: now });
  }

  /** It was due, and did not come. A report is due again an interval later. */
  miss(what: 'report' | 'deadline', now: Date): void {
    this.refuseLifted();
    if (what === 'deadline') this.deadlineMissed = true;
    else {
      this.missedReports += 1;
      this.awaitReport(now);
    }
    this.record({ type: 'supervision-overdue', what, at: now });
  }

  private awaitReport(now: Date): void {
    const every = this.reportEverySeconds;
    this.reportDueAt = every === null ? null : new Date(now.getTime() + every * 1_000);
  }

  private refuseLifted(): void {
    if (this.state === 'lifted') throw new SupervisionLifted('It is supervised no more.', { id: this.id });
  }
}
