import * as call from '#libs/contracts/call-center/call-events';
import * as callback from '#libs/contracts/call-center/contact-callback-events';
import * as contact from '#libs/contracts/call-center/contact-events';
import type { EventContract } from '#libs/contracts/event-contract';
import type { z } from 'zod';
import type { Untold } from '../journey/fact.js';
import { told } from './told.js';

/** An event about a contact; its data was checked. */
export interface Heard {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface FactOfContact {
  readonly contactId: string;
  readonly fact: Untold;
}

type Reading = (event: Heard) => Untold | null;

const ENDED_AS: Readonly<Record<string, 'rejected' | 'missed'>> = { rejected: 'rejected', timeout: 'missed' };
/** Consultations of these endings leave the colleague on the contact. */
const STAYS: ReadonlySet<string> = new Set(['merged', 'transferred']);

/** Supervisors have no part in a contact; who has it after its owner changed is told by `contact.connected.v1`. */
const READINGS: ReadonlyMap<string, Reading> = new Map([
  reading(call.contactStarted, ({ channel }, about) => ({ what: 'started', ...about(), channel })),
  reading(contact.contactQueued, ({ channel, queueId, at }, about) => {
    return { what: 'queued', ...about(at), channel, queueId, moved: null };
  }),
  reading(contact.contactMoved, ({ channel, to: queueId, reason, at }, about) => {
    // Back where it was after a transfer that came to nothing, it does not wait there.
    if (reason === 'transfer-ended') return { what: 'transfer-ended', ...about(at) };
    const moved = reason.startsWith('transfer') ? 'transferred' : 'flowed-out';
    return { what: 'queued', ...about(at), channel, queueId, moved };
  }),
  reading(contact.contactOffered, ({ agentId, queueId, at }, about) => {
    return { what: 'offered', ...about(at), agentId, queueId };
  }),
  reading(contact.contactOfferEnded, ({ agentId, as, at }, about) => {
    return { what: 'offer-ended', ...about(at), agentId, as: ENDED_AS[as] ?? 'recalled' };
  }),
  reading(call.contactConnected, ({ agentId, at }, about) => ({ what: 'connected', ...about(at), agentId })),
  reading(contact.contactHeld, ({ at }, about) => ({ what: 'held', ...about(at) })),
  reading(contact.contactResumed, ({ at }, about) => ({ what: 'resumed', ...about(at) })),
  reading(contact.contactTransferred, ({ from, letGo, at }, about) => {
    return from === null || letGo === 'on-accept' ? null : { what: 'let-go', ...about(at) };
  }),
  reading(contact.contactTransferEnded, ({ at }, about) => ({ what: 'transfer-ended', ...about(at) })),
  reading(contact.contactWrapUpBegun, ({ at }, about) => ({ what: 'wrap-up-begun', ...about(at) })),
  reading(call.contactEnded, ({ outcome, course, at }, about) => ({
    ...{ what: 'ended', ...about(at), channel: course?.channel ?? null, gaveUp: outcome === 'abandoned' },
    ...{ left: course?.left ?? null, wrapMs: course?.wrapMs ?? 0 },
  })),
  reading(contact.contactConsultAccepted, ({ agentId, at }, about) => ({ what: 'joined', ...about(at), agentId })),
  reading(contact.contactConsultEnded, ({ agentId, as, at }, about) => {
    return agentId === null || STAYS.has(as) ? null : { what: 'left', ...about(at), agentId };
  }),
  reading(contact.contactParticipantJoined, ({ participant, at }, about) => {
    return 'agentId' in participant ? { what: 'joined', ...about(at), agentId: participant.agentId } : null;
  }),
  reading(contact.contactParticipantLeft, ({ participant, at }, about) => {
    return 'agentId' in participant ? { what: 'left', ...about(at), agentId: participant.agentId } : null;
  }),
  reading(contact.contactOwnerChanged, ({ reason, at }, about) => {
    return { what: 'let-go', ...about(at), ...(reason === 'handed-over' && { stays: true }) };
  }),
  reading(call.callbackRequested, (_, about) => ({ what: 'callback-promised', ...about() })),
  reading(callback.contactCallbackPromised, ({ at }, about) => ({ what: 'callback-promised', ...about(at) })),
  reading(callback.contactCallbackAttempted, ({ outcome, again, at }, about) => {
    return outcome === 'reached' ? null : { what: 'callback-failed', ...about(at), again: again !== null };
  }),
]);

/** Of the events that are facts, or may be. */
export const FACT_TYPES: readonly string[] = [...READINGS.keys()];

/** What is told of a contact, as a fact; null: it counts for nothing. */
export function factOf(event: Heard): FactOfContact | null {
  const fact = READINGS.get(event.type)?.(event) ?? null;
  return fact && { contactId: event.data['contactId'] as string, fact };
}

function reading<Data extends z.ZodObject>(
  { type }: EventContract<Data>,
  read: (data: z.infer<Data>, about: (at?: string) => ReturnType<typeof told>) => Untold | null,
): [string, Reading] {
  return [type, ({ id, time, data }) => read(data as z.infer<Data>, (at) => told(id, time, at))];
}
