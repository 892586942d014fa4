import {
  AppointmentImpossible,
  ConfirmationByEngineer,
  NoConfirmationCode,
  VisitAlreadySigned,
  VisitReasonMissing,
} from './visit.errors.js';
import type { Agreement, CoarsePlace, PartQuantity, VisitOutcome } from './visit.events.js';
import { VisitAssignment } from './visit-assignment.js';
import { requireStep, stepRefused, type VisitStatus } from './visit-status.js';

export interface VisitResult {
  readonly outcome: VisitOutcome;
  readonly report: string;
  /** A code; needed where somebody has to come again. */
  readonly reason: string | null;
}

export interface Appointment {
  readonly from: Date;
  readonly until: Date;
  readonly agreed: Agreement;
}

/** That the customer has seen it done; an image lies in object storage. */
export interface Signature {
  readonly kind: 'image' | 'code';
  /** Of the image, or of the code; lower-case hex. */
  readonly sha256: string;
  readonly objectId: string | null;
  readonly at: string;
}

interface ConfirmationCode {
  readonly sha256: string;
  readonly triesLeft: number;
}

/** How long after its end an appointment is missed. */
const GRACE_MS = 30 * 60_000;
const TRIES = 5;

/** On-site work for a ticket: accepted, perhaps handed on, arranged with the customer, done and signed. */
export class Visit extends VisitAssignment {
  readonly ticketId!: string;
  readonly customerId!: string;
  protected missed!: number;
  protected noShows!: number;
  protected arrivedAt!: Date | null;
  protected place!: CoarsePlace | null;
  protected partsUsed!: readonly PartQuantity[];
  protected partsOrdered!: readonly PartQuantity[];
  private code!: ConfirmationCode | null;
  private signature!: Signature | null;
  protected outcome!: VisitOutcome | null;
  protected reason!: string | null;
  protected report!: string | null;

  private constructor() {
    super();
  }

  static dispatch(id: string, ticketId: string, customerId: string, now: Date): Visit {
    const visit = new Visit();
    Object.assign(visit, { id, ticketId, customerId, skills: [], proposal: [], declines: [], handovers: [] });
    visit.status = 'dispatched';
    visit.engineerId = visit.area = visit.plannedOn = null;
    visit.missed = visit.noShows = 0;
    visit.partsUsed = visit.partsOrdered = [];
    visit.arrivedAt = visit.place = visit.code = visit.signature = null;
    visit.outcome = visit.reason = visit.report = null;
    visit.forgetAppointment();
    visit.record({ type: 'visit-dispatched', at: now });
    return visit;
  }

  /**
   * Agreed with the customer, or agreed anew.
   * @param day the day it falls on where the engineer works, `YYYY-MM-DD`
   */
  appoint({ from, until, agreed }: Appointment, day: string, by: string, now: Date): void {
    this.refuseOthers(by);
    if (until <= from) throw new AppointmentImpossible('It ends before it begins.');
    if (until <= now) throw new AppointmentImpossible('It would be over already.');
    this.step('appointed');
    this.appointedFor = from;
    this.appointedUntil = until;
    this.plannedOn = day;
    this.wakeAt = new Date(until.getTime() + GRACE_MS);
    this.record({ type: 'visit-appointed', appointedFor: from, appointedUntil: until, agreed, at: now });
  }

  /** The time has come: nobody has arrived. What was appointed anew, or is under way on site, is left alone. */
  missAppointment(now: Date): void {
    if (this.wakeAt === null || this.wakeAt > now || this.appointedFor === null) return;
    const { appointedFor } = this;
    this.step('accepted');
    this.missed += 1;
    this.forgetAppointment();
    this.record({ type: 'visit-appointment-missed', appointedFor, at: now });
  }

  depart(by: string, now: Date): void {
    this.refuseOthers(by);
    this.step('on-the-way');
    this.record({ type: 'visit-departed', at: now });
  }

  arrive(place: CoarsePlace | null, by: string, now: Date): void {
    this.refuseOthers(by);
    this.step('arrived');
    this.arrivedAt = now;
    this.place = place && coarse(place);
    this.wakeAt = null;
    this.record({ type: 'visit-arrived', place: this.place, at: now });
  }

  /** The customer was not there: to be appointed anew. */
  noShow(by: string, now: Date): void {
    this.refuseOthers(by);
    if (this.status !== 'arrived') throw stepRefused(this.status, 'accepted');
    this.step('accepted');
    this.noShows += 1;
    this.forgetAppointment();
    this.record({ type: 'visit-no-show', by, at: now });
  }

  useParts(parts: readonly PartQuantity[], by: string, now: Date): void {
    this.refuseOthers(by);
    if (this.status !== 'arrived') throw stepRefused(this.status, 'arrived');
    this.partsUsed = summedUp([...this.partsUsed, ...parts]);
    this.record({ type: 'visit-parts-used', parts, at: now });
  }

  /** It goes on when they have come. */
  orderParts(parts: readonly PartQuantity[], by: string, now: Date): void {
    this.refuseOthers(by);
    this.step('on-hold');
    this.partsOrdered = summedUp([...this.partsOrdered, ...parts]);
    this.forgetAppointment();
    this.record({ type: 'visit-parts-ordered', parts, at: now });
  }

  receiveParts(by: string, now: Date): void {
    if (this.status !== 'on-hold') throw stepRefused(this.status, 'accepted');
    this.step('accepted');
    this.record({ type: 'visit-parts-received', by, at: now });
  }

  /** For the customer, who says it to the engineer when the work is done; in place of the one before. */
  issueCode(sha256: string, by: string, now: Date): void {
    if (by === this.engineerId) throw new ConfirmationByEngineer('Who is confirmed cannot issue the code.');
    this.refuseSigned();
    this.code = { sha256, triesLeft: TRIES };
    this.record({ type: 'visit-code-issued', by, at: now });
  }

  /** A wrong code is no refusal, so that the try is counted. Returns the tries that are left; null: it is signed. */
  enterCode(sha256: string, by: string, now: Date): number | null {
    this.refuseSigning(by);
    if (this.code === null || this.code.triesLeft === 0)
      throw new NoConfirmationCode('There is no code to go by: issue another.', { id: this.id });
    if (this.code.sha256 !== sha256) {
      this.code = { ...this.code, triesLeft: this.code.triesLeft - 1 };
      return this.code.triesLeft;
    }
    this.code = null;
    this.signed({ kind: 'code', sha256, objectId: null, at: now.toISOString() }, now);
    return null;
  }

  signImage(sha256: string, objectId: string, by: string, now: Date): void {
    this.refuseSigning(by);
    this.signed({ kind: 'image', sha256, objectId, at: now.toISOString() }, now);
  }

  /** Where the image of the signature lies. */
  get signatureObject(): string | null {
    return this.signature?.objectId ?? null;
  }

  complete({ outcome, report, reason }: VisitResult, by: string, now: Date): void {
    this.refuseOthers(by);
    if (outcome === 'second-visit' && reason === null)
      throw new VisitReasonMissing('Say why somebody has to come again.');
    this.step('completed');
    Object.assign(this, { outcome, report, reason, wakeAt: null });
    this.record({ type: 'visit-completed', outcome, reason, at: now });
  }

  private step(to: VisitStatus): void {
    requireStep(this.status, to);
    this.status = to;
  }

  private signed(signature: Signature, now: Date): void {
    this.signature = signature;
    this.record({ type: 'visit-signed', kind: signature.kind, sha256: signature.sha256, at: now });
  }

  private refuseSigning(by: string): void {
    this.refuseOthers(by);
    this.refuseSigned();
    if (this.status !== 'arrived') throw stepRefused(this.status, 'completed');
  }

  private refuseSigned(): void {
    if (this.signature !== null) throw new VisitAlreadySigned('The customer has signed.', { id: this.id });
  }
}

/** Two decimals of a degree: about a kilometre. */
function coarse({ latitude, longitude }: CoarsePlace): CoarsePlace {
  const rounded = (degrees: number) => Math.round(degrees * 100) / 100;
  return { latitude: rounded(latitude), longitude: rounded(longitude) };
}

function summedUp(parts: readonly PartQuantity[]): PartQuantity[] {
  const sums = new Map<string, number>();
  for (const { code, quantity } of parts) sums.set(code, (sums.get(code) ?? 0) + quantity);
  return Array.from(sums, ([code, quantity]) => ({ code, quantity }));
}
