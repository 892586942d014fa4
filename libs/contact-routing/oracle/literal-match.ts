import type { Decision, OfferMade } from '../decisions.js';
import type { Expression } from '../model/expression.js';
import type { AgentSnapshot, ContactSnapshot, RouterSnapshot } from '../snapshot.js';
import { expressionOf, mayServe, placeOf, profilePriority, queueOf, workOf } from './eligible.js';

export type Match = readonly [contactId: string, agentId: string];

/**
 * What the matching of every router is tested against: everybody is compared with everybody, and again from the start after each
 * match. An agent takes the contact of the queue that is first in its profile, then the highest score. The contact that is first of those
 * some agent would take goes to the best of those agents.
 */
export function literalMatches(state: RouterSnapshot): Match[] {
  const matches: Match[] = [];
  for (let now = state, found = nextMatch(now); found.length > 0; found = nextMatch(now)) {
    for (const match of found) now = offered(now, match);
    matches.push(...found);
  }
  return matches;
}

/** The state before the offers of an answer were made. */
export function withoutOffers(
  before: RouterSnapshot,
  after: RouterSnapshot,
  decisions: readonly Decision[],
): RouterSnapshot {
  const offers = decisions.filter((each): each is OfferMade => each.type === 'offer-made');
  const made = new Set(offers.map(({ reservationId }) => reservationId));
  return {
    ...after,
    reservations: after.reservations.filter(({ id }) => !made.has(id)),
    queues: after.queues.map((queue) => {
      const { lastOffered = {} } = before.queues.find(({ definition }) => definition.id === queue.definition.id) ?? {};
      return {
        ...queue,
        lastOffered,
        offers: queue.offers - offers.filter((each) => each.queueId === queue.definition.id).length,
      };
    }),
  };
}

function nextMatch(state: RouterSnapshot): Match[] {
  const contacts = state.contacts.toSorted((a, b) => inOrder(placeOf(state, a), placeOf(state, b), a, b));
  const takers = new Map<ContactSnapshot, AgentSnapshot[]>();
  for (const agent of state.agents) {
    const first = firstFor(state, contacts, agent);
    if (first) takers.set(first, [...(takers.get(first) ?? []), agent]);
  }
  const contact = contacts.find((each) => takers.has(each));
  if (!contact) return [];
  const { strategy, ringsAtMost } = queueOf(state, contact.request.queueId);
  const ranked = takers.get(contact)!.toSorted((a, b) => better(state, contact, a, b));
  const best = ranked.slice(0, strategy === 'ring-all' ? ringsAtMost : 1);
  return best.map(({ definition }) => [contact.request.id, definition.id]);
}

function firstFor(state: RouterSnapshot, inOrder: readonly ContactSnapshot[], agent: AgentSnapshot) {
  const can = inOrder.filter((contact) => mayServe(state, contact, agent));
  const best = Math.min(...can.map((contact) => profilePriority(contact, agent)));
  return can.find((contact) => profilePriority(contact, agent) === best);
}

/** By preferred skills, then as the queue has it, then by id. */
function better(state: RouterSnapshot, contact: ContactSnapshot, a: AgentSnapshot, b: AgentSnapshot): number {
  const met = ({ definition }: AgentSnapshot) =>
    contact.request.preferred.filter(({ skill, level }) => (definition.skills[skill] ?? 0) >= level).length;
  const idle = a.idleSince - b.idleSince;
  const byStrategy = {
    'longest-idle': () => idle,
    'ring-all': () => idle,
    'least-occupied': () => occupancy(state, a) - occupancy(state, b) || idle,
    'best-skilled': () => levels(state, contact, b) - levels(state, contact, a) || idle,
    'round-robin': () => lastOffer(state, contact, a) - lastOffer(state, contact, b),
  }[queueOf(state, contact.request.queueId).strategy];
  return met(b) - met(a) || byStrategy() || (a.definition.id < b.definition.id ? -1 : 1);
}

function occupancy(state: RouterSnapshot, { definition }: AgentSnapshot): number {
  const weights = workOf(state, definition.id).map(({ channel }) => definition.capacity[channel]?.weight ?? 100);
  return weights.reduce((sum, weight) => sum + weight, 0);
}

function levels(state: RouterSnapshot, contact: ContactSnapshot, { definition }: AgentSnapshot): number {
  const named = new Set(contact.request.preferred.map(({ skill }) => skill));
  const name = (expression: Expression): unknown =>
    'skill' in expression
      ? named.add(expression.skill)
      : ('any' in expression ? expression.any : expression.all).map(name);
  name(expressionOf(state, contact) ?? { all: [] });
  return [...named].reduce((sum, skill) => sum + (definition.skills[skill] ?? 0), 0);
}

function lastOffer(state: RouterSnapshot, { request }: ContactSnapshot, { definition }: AgentSnapshot): number {
  const queue = state.queues.find((each) => each.definition.id === request.queueId)!;
  return queue.lastOffered[definition.id] ?? 0;
}

function inOrder(left: number, right: number, a: ContactSnapshot, b: ContactSnapshot): number {
  return left - right || (a.request.id < b.request.id ? -1 : 1);
}

function offered(state: RouterSnapshot, [contactId, agentId]: Match): RouterSnapshot {
  const { channel, queueId } = state.contacts.find(({ request }) => request.id === contactId)!.request;
  const id = `${contactId} to ${agentId}`;
  const reservation = { id, contactId, agentId, channel, queueId, state: 'pending', until: null } as const;
  return {
    ...state,
    reservations: [...state.reservations, reservation],
    queues: state.queues.map((queue) =>
      queue.definition.id === queueId
        ? { ...queue, offers: queue.offers + 1, lastOffered: { ...queue.lastOffered, [agentId]: queue.offers + 1 } }
        : queue,
    ),
  };
}
