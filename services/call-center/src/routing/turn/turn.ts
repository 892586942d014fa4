import type { Decision, OfferMade, ReservationChanged } from '#libs/contact-routing/decisions';
import type { RoutingEvent } from '#libs/contact-routing/events';
import type { Recorded } from '#libs/contact-routing/replay';
import type { AgentDesk } from '../../agent/agent.api.js';
import type { AgentMoves } from '../../agent/agent-moves.api.js';
import type { AgentRoster } from '../../agent/agent-roster.api.js';
import type { AgentStanding } from '../../agent/agent-standing.api.js';
import type { CallbackHours } from '../../contact/callback-hours.api.js';
import type { RoutedContacts } from '../../contact/routed-contacts.api.js';
import { callbackRuleOf } from '../../queue/queue.api.js';
import { agentDefinition, type KeptQueue } from './definitions.js';
import type { RoutingLog } from '../log/routing-log.js';
import type { Disagreement, Disagreements } from './disagreements.js';
import { DomainError } from '#libs/kernel/domain-error';
import type { LiveRouter } from './live-router.js';

/** Whom decisions are carried out on. */
export interface Hands {
  readonly agents: AgentDesk;
  readonly moves: AgentMoves;
  readonly roster: AgentRoster;
  readonly contacts: RoutedContacts;
  readonly hours: CallbackHours;
  readonly log: RoutingLog;
  readonly disagreements: Disagreements;
}

/**
 * One command on its way, in its transaction: what happens is told to the router, what the router decides is carried out on
 * agents and contacts, and how agents stand then is told to the router again, until nothing follows any more.
 */
export class Turn {
  /** What happened and was decided, in order. */
  readonly log: Recorded[] = [];
  readonly disagreements: Disagreement[] = [];
  readonly #decisions: Decision[] = [];
  readonly #touched = new Map<string, AgentStanding>();
  /** What is told to the router once all decisions are carried out. */
  readonly #repairs: RoutingEvent[] = [];

  constructor(
    readonly live: LiveRouter,
    readonly hands: Hands,
    readonly now: Date,
  ) {}

  /** @throws DomainError what the router refuses; it has changed nothing then */
  happen(event: RoutingEvent): void {
    const decisions = this.live.router.apply(event, this.now);
    this.log.push({ at: this.now.getTime(), event, decisions });
    this.#decisions.push(...decisions);
  }

  /** An agent was changed: what follows for routing is seen to by `settle`. */
  touch(standing: AgentStanding): void {
    const wrappedUp = [...(this.#touched.get(standing.agentId)?.wrappedUp ?? []), ...standing.wrappedUp];
    this.#touched.set(standing.agentId, { ...standing, wrappedUp });
  }

  /** Whoever is no longer ready after this change gets nothing of what comes free by it. */
  stopOffering({ agentId, state }: AgentStanding): void {
    const known = this.live.router.agent(agentId);
    if (known?.state !== 'ready' || state === 'ready') return;
    this.happen({ type: 'agent-state-set', agentId, state: 'not-ready', when: 'now' });
  }

  /** Until nothing follows any more. */
  async settle(): Promise<void> {
    for (;;) {
      const decision = this.#decisions.shift();
      const [standing] = this.#touched.values();
      if (decision) await this.#carryOut(decision);
      else if (this.#repairs.length > 0) this.happen(this.#repairs.shift()!);
      else if (standing) await this.#tellStanding(standing);
      else return;
    }
  }

  disagree(about: Disagreement['about'], details: Disagreement['details']): void {
    this.disagreements.push({ about, details });
  }

  /** Null: it was refused, which is a disagreement. */
  async #unless<T>(about: Disagreement['about'], work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.disagree(about, { code: error.code, ...error.details });
      return null;
    }
  }

  async #carryOut(decision: Decision): Promise<void> {
    const { contacts } = this.hands;
    switch (decision.type) {
      case 'offer-made':
        return this.#offer(decision);
      case 'reservation-changed':
        return this.#change(decision);
      case 'contact-moved':
        await this.#unless('contact', () => contacts.move(decision.contactId, decision.to, decision.reason));
        return;
      case 'contact-left':
        if (decision.reason !== 'timed-out') return;
        await this.#unless('contact', () => contacts.leave(decision.contactId, 'timed-out', null));
        return;
      case 'agent-state-changed':
      case 'contact-relaxed':
      case 'wish-given-up':
      case 'contact-paused':
        return;
      case 'transfer-failed':
        await this.#unless('contact', () => contacts.requestFailed(decision.contactId));
        return;
    }
  }

  async #offer({ reservationId, contactId, agentId, queueId, until }: OfferMade): Promise<void> {
    const { agents, contacts } = this.hands;
    const { channel, callback } = await contacts.get(contactId);
    const notBefore = callback && (await this.#notBefore(queueId, callback.number));
    if (notBefore) return void this.#repairs.push({ type: 'callback-requested', contactId, notBefore });
    const reservation = {
      ...{ id: reservationId, contactId, channel, queueId, expiresAt: new Date(until) },
      afterWork: afterWorkOf(this.live.queues.get(queueId)),
      // Routing remembers who is not to be offered what.
      excludedSeconds: 0,
      toTheEnd: this.live.queues.get(queueId)?.definition.rejected.toTheEnd ?? false,
    };
    const standing = await this.#unless('offer', () => agents.offer(agentId, reservation));
    if (!standing) return void this.#repairs.push({ type: 'reservation-canceled', reservationId });
    this.touch(standing);
    await this.#unless('contact', () => contacts.offer(contactId, { reservationId, agentId }));
  }

  /** When the callee may be called, if not now; ms since the epoch. */
  async #notBefore(queueId: string, number: string | null): Promise<number | null> {
    const rule = callbackRuleOf(this.live.queues.get(queueId));
    const earliest = await this.hands.hours.earliest(number, rule, this.now);
    return earliest > this.now ? earliest.getTime() : null;
  }

  async #change({ reservationId, contactId, agentId, state }: ReservationChanged): Promise<void> {
    const { agents, contacts } = this.hands;
    const how = {
      accepted: () => agents.accept(agentId, reservationId),
      wrapping: () => agents.release(agentId, reservationId),
      completed: () => agents.release(agentId, reservationId),
      rejected: () => agents.decline(agentId, reservationId),
      timeout: () => agents.miss(agentId, reservationId),
      canceled: () => agents.cancel(agentId, reservationId),
      rescinded: () => agents.cancel(agentId, reservationId),
    }[state];
    const standing = await this.#unless('reservation', how);
    this.touch(standing ?? (await this.hands.moves.standing(agentId)));
    if (state === 'wrapping' || state === 'completed') return;
    await this.#unless('contact', () =>
      state === 'accepted'
        ? contacts.accept(contactId, reservationId, agentId)
        : contacts.endOffer(contactId, reservationId, state),
    );
  }

  async #tellStanding(standing: AgentStanding): Promise<void> {
    const { agentId, wrappedUp } = standing;
    this.#touched.delete(agentId);
    const { contacts } = this.hands;
    for (const contactId of wrappedUp) await this.#unless('contact', () => contacts.finishWrapUp(contactId, agentId));
    if (!this.live.router.agent(agentId)) await this.#introduce(agentId);
    this.#compare(standing);
    this.#tell(standing);
  }

  async #introduce(agentId: string): Promise<void> {
    for (const agent of await this.hands.roster.of([agentId]))
      this.happen({ type: 'agent-defined', agent: agentDefinition(agent) });
  }

  #tell({ agentId, state, idleSince }: AgentStanding): void {
    const known = this.live.router.agent(agentId);
    if (!known || known.state === state) return;
    const told = state === 'not-responding' ? 'not-ready' : state;
    if (known.state === told) return;
    const since = told === 'ready' && idleSince !== null ? { idleSince } : {};
    this.happen({ type: 'agent-state-set', agentId, state: told, when: 'now', ...since });
  }

  /** Both have to know of the same work. */
  #compare({ agentId, offers, engagements }: AgentStanding): void {
    const work = this.live.router.agent(agentId)?.work ?? [];
    const has = new Set([...offers, ...engagements]);
    for (const { id, state } of work) {
      if (has.has(id)) continue;
      this.disagree('work', { agentId, reservationId: id, state });
      if (state === 'pending') this.#repairs.push({ type: 'reservation-canceled', reservationId: id });
    }
  }
}

export function afterWorkOf(queue: KeptQueue | undefined) {
  const wrapUp = queue?.definition.wrapUp ?? { mode: 'optional' as const };
  return { mode: wrapUp.mode, seconds: 'seconds' in wrapUp ? wrapUp.seconds : null };
}
