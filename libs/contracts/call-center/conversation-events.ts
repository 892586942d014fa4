import { z } from 'zod';
import { eventContract } from '../event-contract.js';

const conversationId = z.uuid();
const contactId = z.uuid();
const customerId = z.uuid().nullable();
const participantId = z.string();
const role = z.enum(['customer', 'agent', 'bot']);
const time = z.iso.datetime();

export const conversationOpened = eventContract(
  'call-events',
  'conversation.opened.v1',
  z.object({ conversationId, contactId, customerId, withBot: z.boolean() }),
);

/** It waits for a person: from its beginning, because it was handed over (then with a reason), or because its agent left. */
export const conversationQueued = eventContract(
  'call-events',
  'conversation.queued.v1',
  z.object({
    conversationId,
    contactId,
    customerId,
    reason: z.string().nullable(),
    handedOverBy: participantId.nullable(),
  }),
);

export const conversationJoined = eventContract(
  'call-events',
  'conversation.joined.v1',
  z.object({ conversationId, contactId, participantId, role }),
);

export const conversationLeft = eventContract(
  'call-events',
  'conversation.left.v1',
  z.object({ conversationId, contactId, participantId, role }),
);

/** The first reply of a person; the first response time is from `queuedAt` to `firstRepliedAt`. */
export const conversationFirstReplied = eventContract(
  'call-events',
  'conversation.first-replied.v1',
  z.object({ conversationId, contactId, agentId: z.string(), queuedAt: time, firstRepliedAt: time }),
);

export const conversationClosed = eventContract(
  'call-events',
  'conversation.closed.v1',
  z.object({
    conversationId,
    contactId,
    reason: z.enum(['resolved', 'customer-left', 'idle', 'contact-ended']),
    openedAt: time,
    queuedAt: time.nullable(),
    attendedAt: time.nullable(),
    firstRepliedAt: time.nullable(),
    closedAt: time,
    messages: z.int(),
    agentIds: z.array(z.string()),
  }),
);

/** Something was said, up to this sequence; told where the chat settings want it. */
export const conversationMessageStored = eventContract(
  'call-events',
  'conversation.message-stored.v1',
  z.object({ conversationId, contactId, seq: z.int() }),
);

/** The score a customer gave, 1 to 5; what they wrote beside it stays in call-center. */
export const conversationRated = eventContract(
  'call-events',
  'conversation.rated.v1',
  z.object({ conversationId, contactId, score: z.int().min(1).max(5), agentIds: z.array(z.string()) }),
);
