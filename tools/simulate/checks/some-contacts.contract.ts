import type { Arrival } from '../day/arrivals.js';
import type { Offer, Played, Recorded } from './facts.js';

/** A call that waited from `queuedAt` on and was offered to an agent, who was busy with it for a while. */
export function aCall(
  contactId: string,
  queuedAt: number,
  offeredAt: number | null,
  over: Partial<Recorded> = {},
): Recorded {
  const offers = offeredAt === null ? [] : [anOffer(`${contactId}/1`, 'ada', offeredAt)];
  const waitedMs = (offeredAt ?? queuedAt + 50) - queuedAt;
  return {
    contactId,
    channel: 'voice',
    status: 'ended',
    outcome: offeredAt === null ? 'abandoned' : 'handled',
    agentId: offeredAt === null ? null : 'ada',
    queuedAt,
    offers,
    left: { at: queuedAt + waitedMs, reason: offeredAt === null ? 'abandoned' : 'handled', waitedMs },
    ...over,
  };
}

export function anOffer(reservationId: string, agentId: string, at: number, busyMs = 100): Offer {
  const states = [
    { state: 'accepted', at },
    { state: 'completed', at: at + busyMs },
  ];
  return { reservationId, agentId, at, states };
}

export function aPlayed(
  contactId: string | undefined,
  fate: Played['fate'] = 'answered',
  over: Partial<Arrival> = {},
): Played {
  const arrival = {
    number: 1,
    channel: 'voice',
    at: 0,
    patienceSeconds: 1,
    talkSeconds: 1,
    wrapUpSeconds: 0,
    ...over,
  } as const;
  return { arrival, contactId, fate };
}
