import { holding, type PersonHolding } from '#libs/personal-data/person-holding';
import { DialRecordSchema } from './campaign/infra/dial-record.schema.js';
import { ContactSchema } from './contact/infra/contact.schema.js';
import { ConversationSchema } from './conversation/infra/conversation.schema.js';
import { MessageSchema } from './conversation/infra/message.schema.js';
import { InteractionEventSchema } from './interaction-event/infra/interaction-event.schema.js';
import { IvrSessionSchema } from './ivr/infra/ivr-session.schema.js';

const OURS = { by: 'customerId', keeps: 'record-of-service' } as const;

/** Recordings have a retention policy, and legal holds, of their own: see docs/recordings.md. */
export const CALL_CENTER_HOLDINGS: readonly PersonHolding[] = [
  holding(ContactSchema, {
    ...OURS,
    name: 'contacts',
    gives: ['number', 'channel', 'direction', 'address', 'outcome', 'startedAt', 'endedAt'],
    erases: { address: null },
  }),
  holding(InteractionEventSchema, {
    ...OURS,
    name: 'interaction-events',
    gives: ['number', 'type', 'topic', 'summary', 'answer', 'recordedAt'],
    erases: { summary: '' },
  }),
  holding(ConversationSchema, {
    ...OURS,
    name: 'conversations',
    gives: ['openedAt', 'closedAt', 'score', 'comment'],
    erases: { comment: null },
  }),
  holding(MessageSchema, {
    name: 'messages',
    by: 'conversationId',
    keeps: 'record-of-service',
    through: { schema: ConversationSchema, by: 'customerId' },
    gives: ['conversationId', 'seq', 'senderRole', 'text', 'sentAt'],
    erases: { text: null },
  }),
  holding(DialRecordSchema, {
    ...OURS,
    name: 'dial-records',
    gives: ['numbers', 'status', 'lastOutcome'],
    erases: { numbers: [] },
  }),
  holding(IvrSessionSchema, {
    ...OURS,
    name: 'ivr-sessions',
    gives: ['startedAt', 'endedAt', 'steps'],
    erases: { steps: [], asked: null },
  }),
];
