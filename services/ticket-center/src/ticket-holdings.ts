import { holding, type PersonHolding } from '#libs/personal-data/person-holding';
import { withoutWords } from '#libs/personal-data/without-words';
import { AssistRequestJournalSchema, AssistRequestSchema } from './assist-request/infra/assist-request.schema.js';
import { AttachmentJournalSchema, AttachmentSchema } from './attachment/infra/attachment.schema.js';
import { AutomationCallSchema } from './automation/action/automation-call.schema.js';
import { AutomationRunSchema } from './automation/run/run.schema.js';
import { IncomingMailSchema, MailPartSchema } from './mailbox/incoming/incoming-mail.schema.js';
import { OutgoingMailSchema } from './mailbox/outgoing/outgoing-mail.schema.js';
import { MailThreadSchema } from './mailbox/thread/mail-thread.schema.js';
import { SupervisionSchema } from './supervision/infra/supervision.schema.js';
import { TICKETS_OF_PERSON as TICKET } from './ticket/tickets-of-person.api.js';
import { UrgeSchema } from './urge/urge.schema.js';

const OF_TICKETS = { by: 'ticketId', through: TICKET, keeps: 'record-of-service' } as const;
const JOURNAL = { by: 'aggregateId', keeps: 'journal-of-service', erases: { data: withoutWords() } } as const;

/** What colleagues have written while they cared for tickets, and what was done about them by rules. */
export const CARE_HOLDINGS: readonly PersonHolding[] = [
  holding(AssistRequestSchema, {
    ...{
      ...OF_TICKETS,
      name: 'assist-requests',
      gives: ['question', 'answer'],
      erases: { question: '', answer: null },
    },
  }),
  holding(AssistRequestJournalSchema, {
    ...{ ...JOURNAL, name: 'assist-request-journals' },
    through: { schema: AssistRequestSchema, by: 'ticketId', through: TICKET },
  }),
  holding(UrgeSchema, {
    ...{ ...OF_TICKETS, name: 'urges', gives: ['at', 'note', 'answer'], erases: { note: '', answer: null } },
  }),
  holding(SupervisionSchema, {
    ...{ ...OF_TICKETS, name: 'supervisions', gives: ['why', 'demanded', 'conclusion'] },
    erases: { why: '', demanded: '', conclusion: null, reports: withoutWords() },
  }),
  holding(AttachmentSchema, {
    ...OF_TICKETS,
    name: 'attachments',
    gives: ['name', 'uploadedAt'],
    erases: { name: '' },
  }),
  holding(AttachmentJournalSchema, {
    ...{ ...JOURNAL, name: 'attachment-journals' },
    through: { schema: AttachmentSchema, by: 'ticketId', through: TICKET },
  }),
  holding(AutomationRunSchema, {
    ...{ ...OF_TICKETS, name: 'automation-runs' },
    erases: { looks: withoutWords('rule', 'name', 'why') },
  }),
  holding(AutomationCallSchema, {
    ...{ ...OF_TICKETS, name: 'automation-calls' },
    erases: { arguments: withoutWords(), result: withoutWords() },
  }),
];

export const MAIL_HOLDINGS: readonly PersonHolding[] = [
  holding(MailPartSchema, {
    ...{ name: 'mail-parts', by: 'mailId', keeps: 'record-of-service', erases: { filename: null, contentId: null } },
    through: { schema: IncomingMailSchema, by: 'ticketId', through: TICKET },
  }),
  holding(IncomingMailSchema, {
    ...{ ...OF_TICKETS, name: 'incoming-mails', gives: ['receivedAt', 'sender', 'senderName', 'subject', 'text'] },
    erases: { messageId: null, sender: null, senderKey: null, senderName: null, subject: null, text: null },
  }),
  holding(OutgoingMailSchema, {
    ...{ ...OF_TICKETS, name: 'outgoing-mails', gives: ['sentAt', 'recipient', 'subject', 'text'] },
    erases: { recipient: '', subject: '', text: '', inReplyTo: null, chain: [] },
  }),
  holding(MailThreadSchema, {
    ...{ ...OF_TICKETS, name: 'mail-threads', gives: ['address', 'participants', 'subject'] },
    erases: { address: '', participants: [], subject: '', lastMessageId: null, chain: [] },
  }),
];
