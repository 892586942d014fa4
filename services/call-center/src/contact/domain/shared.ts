import type { Acting } from './acting.js';
import { resumed, withOne, type TransferTarget } from './contact-course.js';
import {
  ContactAwaitsCallback,
  ContactHasNoSuchParty,
  ContactHasParty,
  ContactIsShared,
  ContactNotConsulting,
  ContactRequestNotPending,
  ContactRequestPending,
} from './contact.errors.js';
import type { ContactConsultEnded } from './contact.events.js';
import {
  cameToNothing,
  type Asked,
  type CameToNothing,
  type Consultation,
  type Participant,
  type PendingRequest,
} from './parties.js';
import { Routed } from './routed.js';

/** What is asked of colleagues. */
export interface ColleagueRequest {
  readonly id: string;
  readonly kind: 'consult' | 'conference';
  readonly to: Asked;
}

/** A contact that who has it transfers, or consults colleagues about. Until one accepts, and in a consultation, it stays with them. */
export abstract class Shared extends Routed {
  hold(by: Acting | null, now: Date): void {
    this.mustBeHadBy(by);
    this.allow('hold');
    this.status = 'held';
    this.goOn({ heldSince: now.getTime() });
    this.record({ type: 'contact-held', at: now });
  }

  resume(by: Acting | null, now: Date): void {
    this.mustBeHadBy(by);
    this.allow('resume');
    this.status = 'in-progress';
    this.course = resumed(this.passed, now.getTime());
    this.record({ type: 'contact-resumed', at: now });
  }

  /**
   * Offers that stood are called back. Who lets go at once leaves it waiting; on accept it stays with them until then.
   * @throws ContactNotYours, ContactIsShared, ContactRequestPending, ContactAwaitsCallback
   */
  transfer(to: TransferTarget, by: Acting | null, now: Date): void {
    this.allow('transfer');
    this.mustBeHadBy(by);
    this.mustNotDial();
    this.#mustBeAlone();
    const { request, reservationId } = this.passed;
    if (request) this.#endRequest(request, 'cancelled', now);
    const from = reservationId === null ? null : this.agentId!;
    this.record({ type: 'contact-transferred', from, to, at: now });
    if (from === null) return;
    if (to.letGo === 'on-accept') return this.#ask({ id: null, kind: 'transfer', to: askedOf(to) }, from, now);
    this.course = { ...resumed(this.passed, now.getTime()), reservationId: null };
    this.status = 'waiting';
  }

  /**
   * Who has it asks for a colleague to talk to while the customer is held, or for one more on the contact.
   * @throws ContactNotYours, ContactRequestPending, ContactIsShared, ContactHasParty, ContactAwaitsCallback
   */
  askColleague(request: ColleagueRequest, by: Acting | null, now: Date): void {
    this.allow('share');
    this.mustBeHadBy(by);
    this.mustNotDial();
    const { kind, to, id } = request;
    if (kind === 'consult') this.#mustBeAlone();
    if (this.passed.request ?? this.passed.consultation) throw this.#pending();
    if ('agentId' in to && this.isOnIt(to.agentId))
      throw new ContactHasParty('The agent is on the contact already.', { contactId: this.id });
    const asker = this.agentId!;
    if (kind === 'consult')
      this.record({ type: 'contact-consult-requested', consultationId: id, by: asker, to, at: now });
    else this.record({ type: 'contact-participant-requested', requestId: id, by: asker, to, at: now });
    this.#ask(request, asker, now);
  }

  /** What is asked of others is asked no more. @throws ContactNotYours, ContactRequestNotPending */
  cancelRequest(kind: PendingRequest['kind'], by: Acting | null, now: Date): void {
    this.mustBeHadBy(by);
    const { request } = this.passed;
    if (request?.kind !== kind) throw new ContactRequestNotPending('Nothing like it is asked.', { contactId: this.id });
    this.#endRequest(request, 'cancelled', now);
  }

  /** Nobody took what was asked: who has it keeps it. */
  requestFailed(now: Date): void {
    const { request } = this.passed;
    if (request) this.#endRequest(request, cameToNothing(request), now);
  }

  /** Whoever accepted has it now, or is on it as well. @throws ContactMoveRefused */
  override accept(reservationId: string, agentId: string, now: Date): void {
    const { request } = this.passed;
    if (request === null || request.kind === 'transfer') return super.accept(reservationId, agentId, now);
    this.allow('accept');
    const offers = this.passed.offers.filter((each) => each.reservationId !== reservationId);
    this.goOn({ offers, request: null });
    this.putOn({ agentId, reservationId, since: now.getTime() });
    const { id, by, holds, kind } = request;
    if (kind === 'conference')
      return this.record({ type: 'contact-participant-joined', participant: { agentId }, by, at: now });
    this.goOn({ consultation: { id: id!, by, agentId, holds } });
    this.record({ type: 'contact-consult-accepted', consultationId: id!, by, agentId, at: now });
  }

  /** From the colleague to the customer, and back: the other one waits. @throws ContactNotConsulting */
  swap(by: Acting | null, now: Date): void {
    this.mustBeHadBy(by);
    this.consulting();
    if (this.status === 'held') this.resume(by, now);
    else this.hold(by, now);
  }

  /** The colleague has it from now on. @throws ContactNotYours, ContactNotConsulting */
  completeConsultation(by: Acting | null, now: Date): { readonly from: string; readonly to: string } {
    this.mustBeHadBy(by);
    const consultation = this.consulting();
    const from = this.agentId!;
    this.#endConsultation(consultation, 'transferred', now);
    this.passTo(consultation.agentId, 'consulted', now);
    this.takeOff(from);
    return { from, to: consultation.agentId };
  }

  /** All talk to each other from now on. @throws ContactNotYours, ContactNotConsulting */
  mergeConsultation(by: Acting | null, now: Date): void {
    this.mustBeHadBy(by);
    const consultation = this.consulting();
    this.#endConsultation(consultation, 'merged', now);
    if (this.status === 'held') this.resume(null, now);
    const { agentId, by: asker } = consultation;
    this.record({ type: 'contact-participant-joined', participant: { agentId }, by: asker, at: now });
  }

  /** By who asked, or by the colleague. Says who is out of it. @throws ContactNotYours, ContactNotConsulting */
  endConsultation(by: Acting | null, now: Date): string {
    const consultation = this.consulting();
    const { agentId } = consultation;
    const leaves = by?.id === agentId;
    if (!leaves) this.mustBeHadBy(by);
    this.#endConsultation(consultation, leaves ? 'left' : 'cancelled', now);
    this.takeOff(agentId);
    if (consultation.holds && this.status === 'held') this.resume(null, now);
    return agentId;
  }

  /** @throws ContactAwaitsCallback */
  protected mustNotDial(): void {
    if (this.passed.callback?.state === 'dialling')
      throw new ContactAwaitsCallback('The customer is not reached yet.', { contactId: this.id });
  }

  protected isOnIt(agentId: string): boolean {
    return this.agentId === agentId || this.passed.participants.some((each) => each.agentId === agentId);
  }

  protected putOn(participant: Participant): void {
    const { participants, had } = this.passed;
    this.goOn({ participants: [...participants, participant], had: withOne(had, participant.agentId) });
  }

  protected takeOff(agentId: string): void {
    this.goOn({ participants: this.passed.participants.filter((each) => each.agentId !== agentId) });
  }

  /** @throws ContactHasNoSuchParty */
  protected participant(agentId: string): Participant {
    const participant = this.passed.participants.find((each) => each.agentId === agentId);
    if (participant) return participant;
    throw new ContactHasNoSuchParty('The agent is not on the contact.', { contactId: this.id });
  }

  /** Somebody who is on it has it; who had it is on it instead. */
  protected passTo(agentId: string, reason: 'consulted' | 'left' | 'handed-over' | 'taken-over', now: Date): void {
    const { reservationId } = this.participant(agentId);
    const from = { agentId: this.agentId!, reservationId: this.passed.reservationId!, since: now.getTime() };
    this.takeOff(agentId);
    this.putOn(from);
    this.course = { ...resumed(this.passed, now.getTime()), reservationId };
    this.record({ type: 'contact-owner-changed', from: from.agentId, to: agentId, reason, at: now });
    this.connected(agentId, now);
  }

  /** Nothing is asked or talked over any more. */
  protected askNothing(as: 'cancelled' | 'contact-ended', now: Date): void {
    const { request, consultation } = this.passed;
    if (request) this.#endRequest(request, as, now);
    if (consultation) this.#endConsultation(consultation, as === 'cancelled' ? 'merged' : as, now);
  }

  /** @throws ContactRequestPending */
  protected mustAskNothing(): void {
    if (this.passed.request ?? this.passed.consultation) throw this.#pending();
  }

  /** @throws ContactNotConsulting */
  protected consulting(): Consultation {
    const { consultation } = this.passed;
    if (consultation) return consultation;
    throw new ContactNotConsulting('No colleague is consulted now.', { contactId: this.id });
  }

  #ask(request: Pick<PendingRequest, 'id' | 'kind' | 'to'>, by: string, now: Date): void {
    const holds = request.kind === 'consult' && this.status === 'in-progress';
    const pending = { ...request, by, at: now.getTime(), home: this.queueId, holds, missedAs: null };
    this.goOn({ request: pending });
    if (holds) this.hold(null, now);
  }

  #endRequest({ id, kind, by, to, home, holds }: PendingRequest, as: CameToNothing, now: Date): void {
    this.goOn({ request: null });
    if (home !== null && home !== this.queueId) this.move(home, 'transfer-ended', now);
    if (kind === 'transfer') this.record({ type: 'contact-transfer-ended', by, to, as, at: now });
    else if (kind === 'consult')
      this.record({ type: 'contact-consult-ended', consultationId: id!, by, agentId: null, as, at: now });
    else this.record({ type: 'contact-participant-request-ended', requestId: id!, by, as, at: now });
    if (holds && this.status === 'held' && as !== 'contact-ended') this.resume(null, now);
  }

  #endConsultation({ id, by, agentId }: Consultation, as: ContactConsultEnded['as'], now: Date): void {
    this.goOn({ consultation: null });
    this.record({ type: 'contact-consult-ended', consultationId: id, by, agentId, as, at: now });
  }

  #mustBeAlone(): void {
    const { request, consultation, participants, outside } = this.passed;
    if (consultation ?? (request && request.kind !== 'transfer')) throw this.#pending();
    if (participants.length + outside.length > 0)
      throw new ContactIsShared('Others are on the contact as well.', { contactId: this.id });
  }

  #pending(): ContactRequestPending {
    return new ContactRequestPending('Somebody else is asked or consulted already.', { contactId: this.id });
  }
}

function askedOf(to: TransferTarget): Asked {
  return 'queueId' in to ? { queueId: to.queueId } : { agentId: to.agentId };
}
