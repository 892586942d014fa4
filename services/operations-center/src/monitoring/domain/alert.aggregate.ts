import { AggregateRoot } from '#libs/kernel/aggregate-root';
import { AlertAcknowledged, AlertCleared, AlertOpen, SnoozeTooLong } from './alert.errors.js';
import type { AlertEvent } from './alert.events.js';
import type { Duty, DutyDue } from './duty.js';

/** What an alert is about; fixed when it is raised, whatever becomes of the threshold. */
export interface AlertSubject {
  /** Of what there is one open alert at a time, e.g. `threshold/<id>`. */
  readonly cause: string;
  readonly name: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly figure: string | null;
  readonly scopeKind: string;
  readonly scopeId: string;
  readonly steps: readonly EscalationStep[];
}

/** Whom it goes to when nobody has taken it so long. */
export interface EscalationStep {
  /** After the alert was raised, seconds. */
  readonly afterSeconds: number;
  /** Accounts; where it goes to a duty, those it goes to when nobody has that. */
  readonly people: readonly string[];
  readonly roles: readonly string[];
  readonly duties?: readonly Duty[];
}

export type AlertState = 'raised' | 'escalated' | 'acknowledged' | 'cleared';

/** Within so long after it was cleared, the same cause raises the same alert again. */
const AGAIN_WITHIN_MS = 10 * 60_000;
/** Who comes back so often is damped: told of no more. */
const FLAPS = 3;
const LONGEST_SNOOZE_MS = 24 * 3_600_000;

/** Something is wrong: who was told when, who looks after it, and when it was well again. */
export class Alert extends AggregateRoot<AlertEvent> {
  readonly cause!: string;
  readonly name!: string;
  readonly severity!: AlertSubject['severity'];
  readonly figure!: string | null;
  readonly scopeKind!: string;
  readonly scopeId!: string;
  private steps!: readonly EscalationStep[];
  private state!: AlertState;
  /** The cause while it is open: nobody else may have it. */
  protected openOf!: string | null;
  protected value!: number | null;
  protected firstRaisedAt!: Date;
  private raisedAt!: Date;
  private nextStep!: number;
  private timesAgain!: number;
  private snoozedUntil!: Date | null;
  protected acknowledgedBy!: string | null;
  private clearedAt!: Date | null;
  /** When somebody is to look at it again; null: not at all. */
  private dueAt!: Date | null;

  /** Rows are loaded through it: it checks nothing. */
  private constructor() {
    super();
  }

  static raise(id: string, subject: AlertSubject, value: number | null, now: Date): Alert {
    const alert = new Alert();
    Object.assign(alert, { id, ...subject, value, openOf: subject.cause, state: 'raised', firstRaisedAt: now });
    Object.assign(alert, { raisedAt: now, nextStep: 0, timesAgain: 0, clearedAt: null });
    Object.assign(alert, { snoozedUntil: null, acknowledgedBy: null });
    alert.record({ type: 'alert-raised', value, at: now });
    alert.schedule();
    return alert;
  }

  get isOpen(): boolean {
    return this.state !== 'cleared';
  }

  get isDamped(): boolean {
    return this.timesAgain >= FLAPS;
  }

  /** Whether what is wrong now is the same trouble as before, and not another. */
  mayComeAgain(now: Date): boolean {
    return this.clearedAt !== null && now.getTime() - this.clearedAt.getTime() <= AGAIN_WITHIN_MS;
  }

  /** The same trouble once more: no second alert. Who was told is told again, unless it comes and goes. @throws AlertOpen */
  raiseAgain(value: number | null, now: Date): void {
    if (this.isOpen) throw new AlertOpen('It is raised already.', { id: this.id });
    const wasDamped = this.isDamped;
    this.timesAgain += 1;
    Object.assign(this, { state: 'raised', openOf: this.cause, value, raisedAt: now, nextStep: 0 });
    Object.assign(this, { clearedAt: null, acknowledgedBy: null, snoozedUntil: null });
    this.record({ type: 'alert-raised-again', value, times: this.timesAgain, at: now });
    if (this.isDamped && !wasDamped) this.record({ type: 'alert-damped', times: this.timesAgain, at: now });
    this.schedule();
  }

  /** Whose duties matter for the steps that are due. */
  dutiesDue(now: Date): DutyDue[] {
    return this.steps.flatMap((step, at) => {
      const { duties = [] } = step;
      const isDue = at >= this.nextStep && this.timeOf(step) <= now;
      return isDue && duties.length > 0 ? [{ step: at + 1, duties }] : [];
    });
  }

  /**
   * The steps that are due, one after the other. While it is quiet nobody is told yet.
   * @param quietUntil null: it is not @param onDuty who has the duties of a step now, by its number
   */
  comeDue(now: Date, quietUntil: Date | null, onDuty: ReadonlyMap<number, readonly string[]> = new Map()): void {
    if (this.dueAt === null || this.dueAt > now) return;
    if (this.snoozedUntil !== null) {
      this.snoozedUntil = null;
      this.record({ type: 'alert-woke', at: now });
    }
    if (quietUntil !== null && quietUntil > now) {
      this.dueAt = quietUntil;
      return;
    }
    for (let step = this.stepDue(now); step !== undefined; step = this.stepDue(now)) {
      this.nextStep += 1;
      this.state = 'escalated';
      const { roles } = step;
      const there = onDuty.get(this.nextStep) ?? [];
      const people = there.length > 0 ? there : step.people;
      this.record({ type: 'alert-escalated', step: this.nextStep, people, roles, at: now });
    }
    this.schedule();
  }

  /** Somebody looks after it: no further step is taken. @throws AlertCleared, AlertAcknowledged */
  acknowledge(by: string, now: Date): void {
    this.refuseCleared();
    if (this.state === 'acknowledged') throw new AlertAcknowledged('Somebody looks after it.', { id: this.id });
    this.state = 'acknowledged';
    this.acknowledgedBy = by;
    this.snoozedUntil = null;
    this.dueAt = null;
    this.record({ type: 'alert-acknowledged', by, at: now });
  }

  /** Nobody is told until then. @throws AlertCleared, AlertAcknowledged, SnoozeTooLong */
  snooze(until: Date, by: string, now: Date): void {
    this.refuseCleared();
    if (this.state === 'acknowledged') throw new AlertAcknowledged('Somebody looks after it.', { id: this.id });
    const ms = until.getTime() - now.getTime();
    if (ms <= 0 || ms > LONGEST_SNOOZE_MS)
      throw new SnoozeTooLong('It is snoozed until some time within the next 24 hours.', { id: this.id });
    this.snoozedUntil = until;
    this.dueAt = until;
    this.record({ type: 'alert-snoozed', by, until: until.toISOString(), at: now });
  }

  /** What it is about is well again, whoever looks after it. @throws AlertCleared */
  clear(value: number | null, now: Date): void {
    this.refuseCleared();
    Object.assign(this, { state: 'cleared', openOf: null, clearedAt: now, value, dueAt: null, snoozedUntil: null });
    this.record({ type: 'alert-cleared', value, at: now });
  }

  private stepDue(now: Date): EscalationStep | undefined {
    const step = this.steps[this.nextStep];
    return step && this.timeOf(step) <= now ? step : undefined;
  }

  private timeOf({ afterSeconds }: EscalationStep): Date {
    return new Date(this.raisedAt.getTime() + afterSeconds * 1_000);
  }

  private schedule(): void {
    const step = this.isDamped ? undefined : this.steps[this.nextStep];
    this.dueAt = step === undefined ? null : this.timeOf(step);
  }

  private refuseCleared(): void {
    if (!this.isOpen) throw new AlertCleared('It is cleared already.', { id: this.id });
  }
}
