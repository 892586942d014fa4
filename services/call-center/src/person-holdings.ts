import { holding, type PersonHolding } from '#libs/personal-data/person-holding';
import type { PersonWay } from '#libs/personal-data/person-way';
import { withoutWords, withoutWordsIn, type Erasing } from '#libs/personal-data/without-words';
import { AttemptSchema, DialledNumberSchema } from './campaign/infra/attempt.schema.js';
import { DialRecordJournalSchema, DialRecordSchema } from './campaign/infra/dial-record.schema.js';
import { CONTACTS_OF_PERSON as CONTACT } from './contact/contacts-of-person.api.js';
import { ContactJournalSchema, ContactSchema } from './contact/infra/contact.schema.js';
import { ConversationSchema } from './conversation/infra/conversation.schema.js';
import { MessageSchema } from './conversation/infra/message.schema.js';
import { InteractionEventSchema } from './interaction-event/infra/interaction-event.schema.js';
import { IvrSessionSchema } from './ivr/infra/ivr-session.schema.js';
import { CallLegSchema } from './telephony/infra/call-leg.schema.js';

/** A record without a task goes by its number, kept blind; it has to go by something of its own, once. */
const withoutNumber: Erasing = (kept) =>
  /^(number:|b1\.)/.test(String(kept)) ? `erased:${crypto.randomUUID()}` : kept;

const OURS = { by: 'customerId', keeps: 'record-of-service' } as const;
const DIAL_RECORD: PersonWay = { schema: DialRecordSchema, by: 'customerId' };
const OF_CONTACTS = { by: 'contactId', through: CONTACT, keeps: 'record-of-service' } as const;

/** What is come to through other rows stands before them where those go. What lies in object storage: `PersonKeepers`. */
export const CALL_CENTER_HOLDINGS: readonly PersonHolding[] = [
  holding(ContactSchema, {
    ...OURS,
    name: 'contacts',
    gives: ['number', 'channel', 'direction', 'address', 'outcome', 'startedAt', 'endedAt'],
    erases: { address: null, course: withoutWords('missedAs', 'home') },
  }),
  holding(ContactJournalSchema, {
    ...{ name: 'contact-journals', by: 'aggregateId', through: CONTACT, keeps: 'figures' },
    gives: ['type', 'at', 'data'],
    erases: { data: withoutWords('from', 'to', 'queue') },
  }),
  holding(InteractionEventSchema, {
    ...OURS,
    name: 'interaction-events',
    gives: ['number', 'type', 'topic', 'summary', 'answer', 'recordedAt'],
    erases: { summary: '', answer: null },
  }),
  holding(ConversationSchema, {
    ...OF_CONTACTS,
    name: 'conversations',
    gives: ['openedAt', 'closedAt', 'score', 'comment'],
    erases: { comment: null },
  }),
  holding(MessageSchema, {
    name: 'messages',
    by: 'conversationId',
    keeps: 'record-of-service',
    through: { schema: ConversationSchema, by: 'contactId', through: CONTACT },
    gives: ['conversationId', 'seq', 'senderRole', 'text', 'sentAt'],
    erases: { text: null },
  }),
  holding(DialledNumberSchema, {
    ...{ name: 'dialled-numbers', by: 'number', keeps: 'nothing', removes: true },
    through: { schema: AttemptSchema, by: 'recordId', as: 'number', through: DIAL_RECORD },
  }),
  holding(AttemptSchema, {
    ...{ name: 'dial-attempts', by: 'recordId', through: DIAL_RECORD, keeps: 'figures' },
    gives: ['number', 'placedAt', 'outcome'],
    erases: { number: '', numberKey: null },
  }),
  holding(DialRecordJournalSchema, {
    ...{ name: 'dial-record-journals', by: 'aggregateId', through: DIAL_RECORD, keeps: 'figures' },
    erases: { data: withoutWords('why', 'rule') },
  }),
  holding(DialRecordSchema, {
    ...OURS,
    name: 'dial-records',
    gives: ['numbers', 'status', 'lastOutcome'],
    erases: { numbers: [], sourceKey: withoutNumber },
  }),
  holding(IvrSessionSchema, {
    ...OF_CONTACTS,
    name: 'ivr-sessions',
    gives: ['startedAt', 'endedAt', 'opening', 'steps'],
    erases: {
      opening: withoutWords('entryPoint', 'language'),
      state: withoutWordsIn('attributes', 'say', 'effect'),
      steps: [],
      asked: null,
    },
  }),
  holding(CallLegSchema, { ...OF_CONTACTS, name: 'call-legs', gives: ['collected'], erases: { collected: null } }),
];
