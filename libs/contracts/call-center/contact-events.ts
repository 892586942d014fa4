import { z } from 'zod';
import { Channel } from './call-events.js';
import { eventContract } from '../event-contract.js';

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
    /** `over-length`, `after-wait`, `transfer`, `transfer-fallback` or `transfer-ended` (back to where it was). */
    reason: z.string(),
    at,
  }),
);

export const contactOffered = eventContract(
  'call-events',
  'contact.offered.v1',
  z.object({
    contactId,
    agentId: z.string(),
    queueId: z.string(),
    /** Left out by senders of old. `queue`: to have it; the others: who has it asks. */
    for: z.enum(['queue', 'transfer', 'consult', 'conference']).optional(),
    at,
  }),
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

export const contactHeld = eventContract('call-events', 'contact.held.v1', z.object({ contactId, at }));

export const contactResumed = eventContract('call-events', 'contact.resumed.v1', z.object({ contactId, at }));

/** The customer is gone; who had it has after-contact work with it. */
export const contactWrapUpBegun = eventContract('call-events', 'contact.wrap-up-begun.v1', z.object({ contactId, at }));

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

/** Who is asked: one agent, or whoever of a queue is free. */
const Asked = z.union([z.object({ queueId: z.string() }), z.object({ agentId: z.string() })]);

/** Why what was asked of colleagues came to nothing. `not-available`: nobody could be offered it. */
const CameToNothing = z.enum(['declined', 'not-answered', 'not-available', 'cancelled', 'contact-ended']);

/** A transfer on accept came to nothing: who has the contact keeps it. */
export const contactTransferEnded = eventContract(
  'call-events',
  'contact.transfer-ended.v1',
  z.object({ contactId, by: z.string(), to: Asked, as: CameToNothing, at }),
);

/** Who has it asks a colleague; the customer is held meanwhile (`contact.held.v1`). Offers follow as `contact.offered.v1`. */
export const contactConsultRequested = eventContract(
  'call-events',
  'contact.consult-requested.v1',
  z.object({ contactId, channel: Channel, consultationId: z.uuid(), by: z.string(), to: Asked, at }),
);

/**
 * The colleague talks to who asked. Until it ends, `contact.resumed.v1` says that the customer is talked to and the colleague waits,
 * `contact.held.v1` the other way round.
 */
export const contactConsultAccepted = eventContract(
  'call-events',
  'contact.consult-accepted.v1',
  z.object({ contactId, consultationId: z.uuid(), by: z.string(), agentId: z.string(), at }),
);

/**
 * `transferred`: the colleague has the contact now and who asked is out of it; `merged`: all talk to each other; `left`: the colleague
 * hung up. In all other cases who asked has the contact as before.
 */
export const contactConsultEnded = eventContract(
  'call-events',
  'contact.consult-ended.v1',
  z.object({
    contactId,
    consultationId: z.uuid(),
    by: z.string(),
    /** Who was talked to; null: nobody had accepted. */
    agentId: z.string().nullable(),
    as: z.enum(['transferred', 'merged', 'left', ...CameToNothing.options]),
    at,
  }),
);

/** Who has it asks one more agent in. */
export const contactParticipantRequested = eventContract(
  'call-events',
  'contact.participant-requested.v1',
  z.object({ contactId, requestId: z.uuid(), by: z.string(), to: Asked, at }),
);

export const contactParticipantRequestEnded = eventContract(
  'call-events',
  'contact.participant-request-ended.v1',
  z.object({ contactId, requestId: z.uuid(), by: z.string(), as: CameToNothing, at }),
);

/** An agent, or a party outside; its number is asked for at the contact (`ContactDirectory.outsideParty`), it never leaves in an event. */
const Participant = z.union([z.object({ agentId: z.string() }), z.object({ partyId: z.uuid() })]);

/** One more talks to the customer, beside who has the contact. A party outside is to be dialled from now on. */
export const contactParticipantJoined = eventContract(
  'call-events',
  'contact.participant-joined.v1',
  z.object({ contactId, participant: Participant, by: z.string(), at }),
);

/** With the end of the contact all have left; then it is not said one by one. */
export const contactParticipantLeft = eventContract(
  'call-events',
  'contact.participant-left.v1',
  z.object({ contactId, participant: Participant, as: z.enum(['left', 'removed']), by: z.string(), at }),
);

/** Somebody who is on the contact already has it now; `contact.connected.v1` says so too. */
export const contactOwnerChanged = eventContract(
  'call-events',
  'contact.owner-changed.v1',
  z.object({
    contactId,
    from: z.string(),
    to: z.string(),
    /** `left`: who had it leaves the conference; `taken-over`: by a supervisor. In all three `from` is out of it, but for `handed-over`. */
    reason: z.enum(['consulted', 'left', 'handed-over', 'taken-over']),
    at,
  }),
);

/** `listen`: unheard; `whisper`: heard by the agent alone; `barge`: heard by all. Never shown to the customer. */
const SupervisionMode = z.enum(['listen', 'whisper', 'barge']);

/** Again with the same session when the mode changes. */
export const contactSupervised = eventContract(
  'call-events',
  'contact.supervised.v1',
  z.object({
    contactId,
    sessionId: z.uuid(),
    supervisorId: z.string(),
    mode: SupervisionMode,
    agentId: z.string(),
    at,
  }),
);

export const contactSupervisionEnded = eventContract(
  'call-events',
  'contact.supervision-ended.v1',
  z.object({
    contactId,
    sessionId: z.uuid(),
    supervisorId: z.string(),
    /** The mode it had last. */
    mode: SupervisionMode,
    as: z.enum(['stopped', 'taken-over', 'contact-ended']),
    at,
  }),
);

/** A supervisor left a note for agents; what it says stays with the contact. */
export const contactNoteWhispered = eventContract(
  'call-events',
  'contact.note-whispered.v1',
  z.object({ contactId, noteId: z.uuid(), by: z.string(), at }),
);
