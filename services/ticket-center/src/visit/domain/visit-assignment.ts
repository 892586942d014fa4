import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { EngineerFit } from './dispatch.js';
import { NotTheEngineer } from './visit.errors.js';
import type { VisitEvent } from './visit.events.js';
import { requireStep, stepRefused, type VisitStatus } from './visit-status.js';

/** What whoever goes there has to be, and the day, as `YYYY-MM-DD` where they work. */
export interface VisitNeed {
  readonly area: string;
  readonly skills: readonly string[];
  readonly day: string;
}

/** From whom to whom, and why (转派). */
export interface Handover {
  readonly fromId: string;
  readonly toId: string;
  readonly reason: string | null;
  readonly at: string;
}

export interface Decline {
  readonly engineerId: string;
  readonly reason: string;
  readonly at: string;
}

/** A day of an engineer that the visit took or gives back. */
export interface PlannedDay {
  readonly engineerId: string;
  readonly day: string;
}

/** Who goes: offered, accepted or declined, handed on. */
export abstract class VisitAssignment extends AggregateRoot<VisitEvent> {
  protected status!: VisitStatus;
  protected engineerId!: string | null;
  protected area!: string | null;
  protected skills!: readonly string[];
  /** Whose capacity it takes, with the engineer. */
  protected plannedOn!: string | null;
  /** Why the engineer was chosen, or nobody was. */
  protected proposal!: readonly EngineerFit[];
  protected declines!: readonly Decline[];
  protected handovers!: readonly Handover[];
  protected appointedFor!: Date | null;
  protected appointedUntil!: Date | null;
  /** When the appointment is missed unless somebody has arrived. */
  protected wakeAt!: Date | null;

  get planned(): PlannedDay | null {
    const { engineerId, plannedOn } = this;
    return engineerId === null || plannedOn === null ? null : { engineerId, day: plannedOn };
  }

  declinedBy(): string[] {
    return this.declines.map(({ engineerId }) => engineerId);
  }

  /** To the one that was chosen. */
  offer(need: VisitNeed, engineerId: string, proposal: readonly EngineerFit[], by: string, now: Date): void {
    this.need(need, proposal);
    this.engineerId = engineerId;
    this.plannedOn = need.day;
    this.record({ type: 'visit-offered', engineerId, by, at: now });
  }

  /** Nobody can go: it stays in the list, with the reasons. */
  leaveUndispatched(need: VisitNeed, proposal: readonly EngineerFit[], by: string, now: Date): void {
    this.need(need, proposal);
    this.engineerId = this.plannedOn = null;
    this.record({ type: 'visit-undispatched', by, at: now });
  }

  /** By the engineer it was handed to, or, while it is nobody's, by any. */
  accept(engineerId: string, now: Date): void {
    if (this.engineerId !== null) this.refuseOthers(engineerId);
    this.requireOffered('accepted');
    this.status = 'accepted';
    this.engineerId = engineerId;
    this.record({ type: 'visit-accepted', engineerId, at: now });
  }

  /** Nobody's again: the next is to be found. */
  decline(reason: string, by: string, now: Date): void {
    this.refuseOthers(by);
    requireStep(this.status, 'dispatched');
    this.declines = [...this.declines, { engineerId: by, reason, at: now.toISOString() }];
    this.status = 'dispatched';
    this.engineerId = this.plannedOn = null;
    this.forgetAppointment();
    this.record({ type: 'visit-declined', engineerId: by, reason, at: now });
  }

  transfer(toId: string, reason: string | null, by: string, now: Date): void {
    this.refuseOthers(by);
    requireStep(this.status, 'dispatched');
    this.status = 'dispatched';
    this.engineerId = toId;
    this.handovers = [...this.handovers, { fromId: by, toId, reason, at: now.toISOString() }];
    this.forgetAppointment();
    this.record({ type: 'visit-transferred', fromId: by, toId, reason, at: now });
  }

  protected refuseOthers(by: string): void {
    if (this.engineerId !== by) throw new NotTheEngineer('The visit is in the hands of another engineer.');
  }

  protected forgetAppointment(): void {
    this.appointedFor = this.appointedUntil = this.wakeAt = null;
  }

  private requireOffered(to: VisitStatus): void {
    if (this.status !== 'dispatched') throw stepRefused(this.status, to);
  }

  private need({ area, skills }: VisitNeed, proposal: readonly EngineerFit[]): void {
    this.requireOffered('dispatched');
    Object.assign(this, { area, skills, proposal });
  }
}
