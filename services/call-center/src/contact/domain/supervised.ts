import { Conference } from './conference.js';
import { SupervisorHasContact } from './contact.errors.js';
import type { SupervisionMode, SupervisionSession } from './supervision.js';

/** A contact that supervisors listen to, speak into or take over. They are no party of it until they take it over. */
export abstract class Supervised extends Conference {
  /**
   * One session for each supervisor: another mode is another mode of it, the same one changes nothing. Says the session.
   * @throws SupervisorHasContact
   */
  supervise(sessionId: string, supervisorId: string, mode: SupervisionMode, now: Date): string {
    this.allow('supervise');
    if (this.isOnIt(supervisorId))
      throw new SupervisorHasContact('Nobody supervises themselves.', { contactId: this.id });
    const known = this.passed.supervision.find(({ by }) => by === supervisorId);
    if (known?.mode === mode) return known.id;
    const session = { id: known?.id ?? sessionId, by: supervisorId, mode, since: known?.since ?? now.getTime() };
    this.goOn({ supervision: [...this.passed.supervision.filter((each) => each !== known), session] });
    const { id } = session;
    this.record({ type: 'contact-supervised', sessionId: id, supervisorId, mode, agentId: this.agentId!, at: now });
    return id;
  }

  /** Saying it again changes nothing. */
  stopSupervising(supervisorId: string, now: Date): void {
    this.#endSupervision(({ by }) => by === supervisorId, 'stopped', now);
  }

  /**
   * The supervisor has it from now on; who had it is out of it, who was consulted stays on it. Says who had it.
   * @param reservationId what the supervisor is engaged by
   * @throws ContactMoveRefused, SupervisorHasContact
   */
  takeOver(supervisorId: string, reservationId: string, now: Date): string {
    this.allow('supervise');
    if (this.agentId === supervisorId)
      throw new SupervisorHasContact('The supervisor has the contact already.', { contactId: this.id });
    const from = this.agentId!;
    this.#endSupervision(({ by }) => by === supervisorId, 'taken-over', now);
    this.askNothing('cancelled', now);
    if (!this.isOnIt(supervisorId)) this.putOn({ agentId: supervisorId, reservationId, since: now.getTime() });
    if (this.status === 'held') this.resume(null, now);
    this.passTo(supervisorId, 'taken-over', now);
    this.takeOff(from);
    return from;
  }

  /** Agents read it, the customer never does; it stays in the journal. */
  whisperNote(noteId: string, by: string, text: string, now: Date): void {
    this.allow('supervise');
    this.record({ type: 'contact-note-whispered', noteId, by, text, at: now });
  }

  protected endSupervision(now: Date): void {
    this.#endSupervision(() => true, 'contact-ended', now);
  }

  #endSupervision(
    which: (session: SupervisionSession) => boolean,
    as: 'stopped' | 'taken-over' | 'contact-ended',
    now: Date,
  ): void {
    const { supervision } = this.passed;
    const ended = supervision.filter(which);
    if (ended.length === 0) return;
    this.goOn({ supervision: supervision.filter((each) => !which(each)) });
    for (const { id, by, mode } of ended)
      this.record({ type: 'contact-supervision-ended', sessionId: id, supervisorId: by, mode, as, at: now });
  }
}
