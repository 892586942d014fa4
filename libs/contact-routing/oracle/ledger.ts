import type { Decision, OfferMade, ReservationChanged } from '../decisions.js';
import type { RoutingEvent } from '../events.js';
import type { AgentDefinition } from '../model/agent.js';

/** What follows what in the life of an offer. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  pending: ['accepted', 'rejected', 'timeout', 'canceled', 'rescinded'],
  accepted: ['wrapping', 'completed'],
  wrapping: ['completed'],
};

interface Open {
  readonly contactId: string;
  readonly agentId: string;
  readonly channel: string;
  state: string;
  until: number | null;
  /** Beside who has it. */
  onIt: boolean;
}

/** Keeps the books of events and decisions alone, and says what does not add up. */
export class Ledger {
  now = 0;
  /** Contacts that came and did not leave, with their channel. */
  readonly live = new Map<string, string>();
  /** Offers that were made and are not over. */
  readonly open = new Map<string, Open>();
  readonly #agents = new Map<string, AgentDefinition>();
  readonly #left = new Set<string>();
  /** What is asked of others while somebody has the contact. */
  readonly #asked = new Map<string, 'own' | 'join'>();
  /** Offers and joins so far, by contact. */
  readonly #attempts = new Map<string, number>();

  /** @throws Error naming the rule that was broken */
  enter(event: RoutingEvent, now: number, decisions: readonly Decision[]): void {
    this.now = Math.max(this.now, now);
    if (event.type === 'contact-queued') this.#came(event.contact.id, event.contact.channel);
    if (event.type === 'agent-defined') this.#agents.set(event.agent.id, event.agent);
    if (event.type === 'own-work-begun') {
      const { contactId, agentId, channel } = event;
      this.open.set(`${contactId}/0`, { contactId, agentId, channel, state: 'accepted', until: null, onIt: false });
    }
    for (const decision of this.#shared(event, decisions)) this.#decided(decision);
    this.#addsUp();
  }

  #came(contactId: string, channel: string): void {
    this.live.set(contactId, channel);
    this.#left.delete(contactId);
  }

  /** The decisions that follow. That something asked before came to nothing until then is no news of what is asked now. */
  #shared(event: RoutingEvent, decisions: readonly Decision[]): readonly Decision[] {
    if (event.type === 'colleague-asked') {
      const before = this.#asked.has(event.contactId)
        ? decisions.findIndex((each) => failed(each, event.contactId))
        : -1;
      this.#asked.set(event.contactId, 'join');
      return decisions.filter((_, index) => index !== before);
    }
    if (event.type === 'contact-transferred' && event.to.letGo === 'on-accept') this.#asked.set(event.contactId, 'own');
    else if (['contact-transferred', 'request-withdrawn', 'callback-failed'].includes(event.type))
      this.#asked.delete((event as { contactId: string }).contactId);
    this.#joined(event);
    return decisions;
  }

  #joined(event: RoutingEvent): void {
    if (event.type === 'contact-handed-over')
      for (const each of this.#acceptedOf(event.contactId)) each.onIt = each.agentId !== event.agentId;
    if (event.type !== 'colleague-joined') return;
    const { contactId, agentId } = event;
    const channel = this.live.get(contactId)!;
    const work = { contactId, agentId, channel, state: 'accepted', until: null, onIt: true };
    this.open.set(this.#next(contactId), work);
  }

  #next(contactId: string): string {
    const attempt = (this.#attempts.get(contactId) ?? 0) + 1;
    this.#attempts.set(contactId, attempt);
    return `${contactId}/${attempt}`;
  }

  #acceptedOf(contactId: string): Open[] {
    return [...this.open.values()].filter((each) => each.contactId === contactId && each.state === 'accepted');
  }

  #decided(decision: Decision): void {
    if (decision.type === 'offer-made') this.#offered(decision);
    if (decision.type === 'reservation-changed') this.#changed(decision);
    if (decision.type === 'transfer-failed') this.#asked.delete(decision.contactId);
    if (decision.type === 'contact-left') {
      this.#asked.delete(decision.contactId);
      this.#attempts.delete(decision.contactId);
      demand(this.live.delete(decision.contactId), 'a contact leaves once, and only when it is there', decision);
      this.#left.add(decision.contactId);
    }
  }

  #offered(offer: OfferMade): void {
    const { reservationId, contactId, agentId, until } = offer;
    const channel = this.live.get(contactId);
    demand(channel !== undefined, 'only contacts that are there are offered', offer);
    demand(reservationId === this.#next(contactId), 'every offer has a name of its own', offer);
    demand(until > this.now, 'a lease ends later than it begins', offer);
    const { capacity } = this.#agents.get(agentId)!;
    const { slots, weight, interrupts = [] } = capacity[channel]!;
    const work = [...this.open.values()].filter((each) => each.agentId === agentId);
    const inTheWay = work.filter((each) => !interrupts.includes(each.channel));
    const used = inTheWay.reduce((sum, each) => sum + (capacity[each.channel]?.weight ?? 100), 0);
    demand(used + weight <= 100, 'no agent is over capacity', offer);
    demand(
      work.filter((each) => each.channel === channel).length < slots,
      'no agent is over the slots of a channel',
      offer,
    );
    demand(
      work.every((each) => each.contactId !== contactId || each.state === 'wrapping'),
      'nobody gets what they have',
      offer,
    );
    this.open.set(reservationId, { contactId, agentId, channel, state: 'pending', until, onIt: false });
  }

  #changed(change: ReservationChanged): void {
    const open = this.open.get(change.reservationId);
    demand(open !== undefined, 'what is over stays over', change);
    demand(NEXT[open.state]?.includes(change.state), `nothing becomes ${change.state} that was ${open.state}`, change);
    open.state = change.state;
    if (change.state === 'accepted') this.#accepted(open);
    open.until = change.state === 'wrapping' ? change.until : null;
    if (!(change.state in NEXT)) this.open.delete(change.reservationId);
  }

  #accepted(open: Open): void {
    open.onIt = this.#asked.get(open.contactId) === 'join';
    this.#asked.delete(open.contactId);
  }

  #addsUp(): void {
    const served = new Set<string>();
    for (const [id, { contactId, state, until, onIt }] of this.open) {
      demand(until === null || until > this.now, 'no reservation outlives its lease', id);
      if (state === 'pending') demand(!this.#left.has(contactId), 'nobody is rung for a contact that left', id);
      if (state !== 'accepted') continue;
      if (onIt) continue;
      demand(!served.has(contactId), 'no contact is served twice', id);
      served.add(contactId);
    }
    for (const [id, { contactId, state, onIt }] of this.open) {
      if (state !== 'accepted' || !onIt) continue;
      demand(served.has(contactId), 'nobody is on a contact that nobody has', id);
    }
  }
}

function failed(decision: Decision, contactId: string): boolean {
  return decision.type === 'transfer-failed' && decision.contactId === contactId;
}

function demand(holds: boolean | undefined, rule: string, what: unknown): asserts holds {
  if (!holds) throw new Error(`${rule}: ${JSON.stringify(what)}`);
}
