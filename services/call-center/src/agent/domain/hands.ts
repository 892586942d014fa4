import type { Channel } from './capacity.js';
import { AgentHasContact, EngagementNotFound, ReservationEnded, ReservationNotFound } from './agent.errors.js';
import {
  afterWorkOf,
  remembered,
  type AfterWork,
  type Assignment,
  type Ended,
  type Ending,
  type Engagement,
  type Exclusion,
  type Offer,
  type Reservation,
} from './work.js';

/** What one person has to do. Every assignment is in one place, once: offered, engaged or ended. */
export interface Hands {
  readonly offers: readonly Offer[];
  readonly engagements: readonly Engagement[];
  readonly afterWork: readonly AfterWork[];
  readonly excluded: readonly Exclusion[];
  readonly ended: readonly Ended[];
}

export const EMPTY_HANDS: Hands = { offers: [], engagements: [], afterWork: [], excluded: [], ended: [] };

/** How long after its time an offer is still its router's to end, ms; then it is ended without. */
const OVERDUE_MS = 5_000;

export function isWorking({ offers, engagements, afterWork }: Hands): boolean {
  return offers.length + engagements.length + afterWork.length > 0;
}

/** The channels of what takes room. */
export function inHand({ offers, engagements }: Hands): Channel[] {
  return [...offers, ...engagements].map(({ channel }) => channel);
}

export function isExcluded({ excluded }: Hands, contactId: string, at: Date): boolean {
  return excluded.some((each) => each.contactId === contactId && each.until > at.getTime());
}

/** How the assignment stands; undefined: never seen, or long ago. */
export function standingOf(
  { offers, engagements, ended }: Hands,
  id: string,
): 'offered' | 'accepted' | Ending | undefined {
  if (offers.some((offer) => offer.id === id)) return 'offered';
  if (engagements.some((engagement) => engagement.id === id)) return 'accepted';
  return ended.find((each) => each.id === id)?.as;
}

/** @throws AgentHasContact, ReservationEnded */
export function refuseKnown(hands: Hands, { id, contactId }: Assignment): void {
  const known = standingOf(hands, id);
  if (known !== undefined) throw endedReservation(id, known);
  if ([...hands.offers, ...hands.engagements].some((each) => each.contactId === contactId))
    throw new AgentHasContact('The agent already has this contact.', { contactId });
}

/** @throws ReservationEnded with how it ended, ReservationNotFound */
export function pendingOffer(hands: Hands, id: string): Offer {
  const offer = hands.offers.find((each) => each.id === id);
  if (offer) return offer;
  const known = standingOf(hands, id);
  if (known !== undefined) throw endedReservation(id, known);
  throw new ReservationNotFound('There is no such reservation of this agent.', { reservationId: id });
}

/** @throws EngagementNotFound also when the offer was not accepted */
export function runningEngagement(hands: Hands, id: string): Engagement {
  const engagement = hands.engagements.find((each) => each.id === id);
  if (!engagement) throw new EngagementNotFound('The agent has no such engagement.', { engagementId: id });
  return engagement;
}

export function withOffer(hands: Hands, { expiresAt, ...reservation }: Reservation, at: Date): Hands {
  const offer = { ...reservation, offeredAt: at.getTime(), expiresAt: expiresAt.getTime() };
  return { ...hands, offers: [...hands.offers, offer] };
}

export function withEngagement(hands: Hands, assignment: Assignment, at: Date): Hands {
  const { id, contactId, channel, queueId, afterWork } = assignment;
  const engagement = { id, contactId, channel, queueId, afterWork, since: at.getTime(), asked: false };
  return { ...without(hands, id), engagements: [...hands.engagements, engagement] };
}

/** @throws EngagementNotFound */
export function withAfterWorkAsked(hands: Hands, id: string): Hands {
  const asked = { ...runningEngagement(hands, id), asked: true };
  return { ...hands, engagements: hands.engagements.map((each) => (each.id === id ? asked : each)) };
}

/** The offer or engagement is over; whoever did not take it is not offered the contact again for a while. */
export function withEnd(hands: Hands, id: string, as: Ending, at: Date): Hands {
  const offer = hands.offers.find((each) => each.id === id);
  const after = { ...without(hands, id), ended: remembered(hands.ended, id, as) };
  if (!offer || as === 'canceled') return after;
  const until = at.getTime() + offer.excludedSeconds * 1_000;
  const excluded = hands.excluded.filter((each) => each.until > at.getTime());
  return { ...after, excluded: [...excluded, { contactId: offer.contactId, until }] };
}

/** With what the ended engagement leaves to do. */
export function withAfterWork(hands: Hands, engagement: Engagement, at: Date): Hands {
  const work = afterWorkOf(engagement, at.getTime());
  return work ? { ...hands, afterWork: [...hands.afterWork, work] } : hands;
}

/** Without the after-contact work whose time is over by then. */
export function withoutDueWork(hands: Hands, at: Date): Hands {
  const remains = ({ endsAt }: AfterWork) => endsAt === null || endsAt > at.getTime();
  return { ...hands, afterWork: hands.afterWork.filter(remains) };
}

export function overdueOffers({ offers }: Hands, at: Date): Offer[] {
  return offers.filter(({ expiresAt }) => expiresAt + OVERDUE_MS <= at.getTime());
}

/** When something ends by itself next; null: nothing does. */
export function dueOf({ offers, afterWork }: Hands): Date | null {
  const due = [
    ...offers.map(({ expiresAt }) => expiresAt + OVERDUE_MS),
    ...afterWork.map(({ endsAt }) => endsAt ?? Number.POSITIVE_INFINITY),
  ];
  const earliest = Math.min(...due);
  return Number.isFinite(earliest) ? new Date(earliest) : null;
}

function without(hands: Hands, id: string): Hands {
  const others = (each: Assignment) => each.id !== id;
  return { ...hands, offers: hands.offers.filter(others), engagements: hands.engagements.filter(others) };
}

function endedReservation(id: string, as: string): ReservationEnded {
  return new ReservationEnded(`The reservation is no longer open: it was ${as}.`, { reservationId: id, state: as });
}
