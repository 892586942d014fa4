import type { Acting } from './acting.js';
import { ContactHasNoSuchParty, ContactHasParty, ContactNeedsOwner } from './contact.errors.js';
import { Shared } from './shared.js';

/** A contact with more than one agent, or with parties outside. One of the agents has it, always. */
export abstract class Conference extends Shared {
  /**
   * Out of it. When who has it leaves, somebody else on it has it then: the one named, or who is on it for longest.
   * Says who has it instead; null: who leaves did not have it.
   * @throws ContactHasNoSuchParty, ContactNeedsOwner when no other agent is on it, ContactRequestPending
   */
  leaveConference(agentId: string, successor: string | null, now: Date): string | null {
    this.mustAskNothing();
    if (agentId !== this.agentId) {
      this.participant(agentId);
      this.#leave(agentId, 'left', agentId, now);
      return null;
    }
    this.allow('share');
    const next = successor ?? this.passed.participants[0]?.agentId;
    if (next === undefined)
      throw new ContactNeedsOwner('Nobody else is there to have the contact: end or transfer it.', {
        contactId: this.id,
      });
    this.passTo(next, 'left', now);
    this.#leave(agentId, 'left', agentId, now);
    return next;
  }

  /** @throws ContactNotYours, ContactHasNoSuchParty, ContactRequestPending */
  removeParticipant(agentId: string, by: Acting | null, now: Date): void {
    this.mustBeHadBy(by);
    this.mustAskNothing();
    this.participant(agentId);
    this.#leave(agentId, 'removed', by?.id ?? this.agentId!, now);
  }

  /** Another agent on it has it from now on. @throws ContactNotYours, ContactHasNoSuchParty, ContactRequestPending */
  handOver(agentId: string, by: Acting | null, now: Date): void {
    this.mustBeHadBy(by);
    this.mustAskNothing();
    this.passTo(agentId, 'handed-over', now);
  }

  /** Somebody outside is to be dialled. Once for each number. @throws ContactNotYours, ContactHasParty */
  addOutside(id: string, number: string, by: Acting | null, now: Date): void {
    this.allow('share');
    this.mustBeHadBy(by);
    this.mustNotDial();
    const { outside } = this.passed;
    if (outside.some((each) => each.number === number))
      throw new ContactHasParty('The number is on the contact already.', { contactId: this.id });
    this.goOn({ outside: [...outside, { id, number, since: now.getTime() }] });
    const participant = { partyId: id, number };
    this.record({ type: 'contact-participant-joined', participant, by: by?.id ?? this.agentId!, at: now });
  }

  /** Removed by who has it; without: it hung up, or was not reached. @throws ContactNotYours, ContactHasNoSuchParty */
  removeOutside(id: string, by: Acting | null, now: Date): void {
    this.mustBeHadBy(by);
    const outside = this.passed.outside.filter((each) => each.id !== id);
    if (outside.length === this.passed.outside.length)
      throw new ContactHasNoSuchParty('There is no such party on the contact.', { contactId: this.id });
    this.goOn({ outside });
    const as = by === null ? 'left' : 'removed';
    this.record({ type: 'contact-participant-left', participant: { partyId: id }, as, by: by?.id ?? id, at: now });
  }

  #leave(agentId: string, as: 'left' | 'removed', by: string, now: Date): void {
    this.takeOff(agentId);
    this.record({ type: 'contact-participant-left', participant: { agentId }, as, by, at: now });
  }
}
