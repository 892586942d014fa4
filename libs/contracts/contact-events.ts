import { z } from 'zod';
import { Channel } from './call-events.js';
import { eventContract } from './event-contract.js';

const contactId = z.uuid();
const at = z.iso.datetime();

/** It waits for an agent from now on. */
export const contactQueued = eventContract(
  'call-events',
  'contact.queued.v1',
  z.object({ contactId, channel: Channel, queueId: z.string(), at }),
);

/** It flowed out of one queue into another. */
export const contactMoved = eventContract(
  'call-events',
  'contact.moved.v1',
  z.object({
    contactId,
    channel: Channel,
    from: z.string(),
    to: z.string(),
    /** `over-length`, `after-wait`, `transfer` or `transfer-fallback`. */
    reason: z.string(),
    at,
  }),
);

export const contactOffered = eventContract(
  'call-events',
  'contact.offered.v1',
  z.object({ contactId, agentId: z.string(), queueId: z.string(), at }),
);

/** Nobody has it by this offer: it was declined, missed or called back. */
export const contactOfferEnded = eventContract(
  'call-events',
  'contact.offer-ended.v1',
  z.object({
    contactId,
    agentId: z.string(),
    /** `rejected`, `timeout`, `canceled` or `rescinded`. */
    as: z.string(),
    at,
  }),
);

/** The conversation is over; agents still have after-contact work with it. */
export const contactWrapUpBegun = eventContract('call-events', 'contact.wrap-up-begun.v1', z.object({ contactId, at }));

export const contactHeld = eventContract('call-events', 'contact.held.v1', z.object({ contactId, at }));

export const contactResumed = eventContract('call-events', 'contact.resumed.v1', z.object({ contactId, at }));

/** What it came to, in the words of one who had it. */
export const contactWrappedUp = eventContract(
  'call-events',
  'contact.wrapped-up.v1',
  z.object({
    contactId,
    agentId: z.string(),
    queueId: z.string().nullable(),
    /** The code, never the note. */
    code: z.string(),
    at,
  }),
);

/** Who has it asks colleagues or supervisors for help. */
export const contactHelpRequested = eventContract(
  'call-events',
  'contact.help-requested.v1',
  z.object({
    contactId,
    requestId: z.uuid(),
    by: z.string(),
    queueId: z.string().nullable(),
    at,
  }),
);

export const contactHelpAnswered = eventContract(
  'call-events',
  'contact.help-answered.v1',
  z.object({ contactId, requestId: z.uuid(), by: z.string(), at }),
);

/** Somebody else is to have it; who had it lets go at once, or when the other one has it. */
export const contactTransferred = eventContract(
  'call-events',
  'contact.transferred.v1',
  z.object({
    contactId,
    /** Who had it. */
    from: z.string().nullable(),
    to: z.union([z.object({ queueId: z.string() }), z.object({ agentId: z.string() })]),
    letGo: z.enum(['at-once', 'on-accept']),
    at,
  }),
);
