import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { TEXT_CHANNELS } from './domain/chat-rules.js';
import { ClientMsgId, MessageText } from './socket/client-frame.js';

const Status = z.enum(['with-bot', 'queued', 'attended', 'closed']);
const Role = z.enum(['customer', 'agent', 'bot']);
const time = z.iso.datetime();
const participantId = z.string().describe('an account, a client; the conversation itself for its customer');
const score = z.int().min(1).max(5);

const SkillLevels = z.array(z.object({ skill: z.string().min(1).max(64), level: z.int().min(1).max(5) })).max(20);
const queueId = z.uuid();
const priority = z.int().min(-1_000).max(1_000);
const required = SkillLevels.describe('skills that whoever attends it has');
const preferred = SkillLevels.describe('say who is better, not who will do');
const agentId = z.string().min(1).max(36).describe('an agent to wait for first');

export const OpenConversationBody = z.object({
  channel: z.enum(TEXT_CHANNELS).default('chat'),
  customerId: z.uuid().nullable().default(null),
  address: personal(
    'phone',
    z.string().min(1).max(254).nullable().default(null).describe('the customer on the channel'),
  ),
  withBot: z.boolean().default(false).describe('a bot attends first; people do when it hands over'),
  queueId: queueId.nullable().default(null).describe('null: the queue of the channel, by the chat settings'),
  priority: priority.default(0).describe('0 is normal; what it is worth the queue says'),
  required: required.default([]),
  preferred: preferred.default([]),
  agentId: agentId.nullable().default(null),
});
export type OpenConversationBody = z.infer<typeof OpenConversationBody>;

const VisitorTokenView = z.object({
  token: z.string().describe('good for taking part in this conversation, and for getting the next one'),
  expiresIn: z.int().describe('seconds'),
});
export const TokenView = VisitorTokenView;
export const OpenedConversation = VisitorTokenView.extend({
  id: z.uuid(),
  contactId: z.uuid(),
  contactNumber: z.string(),
});

export const SayBody = z.object({
  clientMsgId: ClientMsgId.describe('the same again is answered with the first message, and not stored twice'),
  text: MessageText.nullable().default(null),
  attachmentId: z.uuid().nullable().default(null),
});
export type SayBody = z.infer<typeof SayBody>;

export const MessageView = z.object({
  conversationId: z.uuid(),
  seq: z.int().describe('1, 2, 3 … in the order of the conversation'),
  senderId: participantId,
  senderRole: z.enum(['customer', 'agent', 'bot', 'system']),
  clientMsgId: z.string(),
  text: personal('text', z.string().nullable()),
  attachmentId: z.uuid().nullable(),
  notice: z.string().nullable().describe('which notice of the system it is'),
  visibility: z.enum(['all', 'agents']).describe('agents: a note that neither the customer nor a bot sees'),
  sentAt: time,
});
export const SaidView = MessageView.extend({ repeated: z.boolean() });

export const NoteBody = z.object({ clientMsgId: ClientMsgId, text: MessageText });
export type NoteBody = z.infer<typeof NoteBody>;

export const MessageWindow = z
  .object({
    after: z.coerce.number().int().min(0).optional().describe('what comes after this sequence, oldest first'),
    before: z.coerce.number().int().min(1).optional().describe('the last before this sequence; left out, the newest'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine(({ after, before }) => after === undefined || before === undefined, 'after or before, not both');
export type MessageWindow = z.infer<typeof MessageWindow>;
/** Always in the order of the conversation. */
export const MessagePage = z.object({
  items: z.array(MessageView),
  next: z.int().nullable().describe('for the same parameter; null when there is no more'),
});

export const SeqBody = z.object({ seq: z.int().min(1) });
export const TypingBody = z.object({ typing: z.boolean() });
export const JoinBody = z.object({
  agentId: z.string().min(1).max(64).optional().describe('the caller when left out'),
});
export const HandOverBody = z.object({
  reason: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .describe('a code, e.g. asked-for-a-person'),
  queueId: queueId.optional().describe('what is left out stays as the customer came for it'),
  priority: priority.optional(),
  required: required.optional(),
  preferred: preferred.optional(),
  agentId: agentId.optional(),
});
export type HandOverBody = z.infer<typeof HandOverBody>;
export const CloseBody = z.object({ reason: z.enum(['resolved', 'customer-left']).default('resolved') });
export const SurveyBody = z.object({ score, comment: z.string().trim().min(1).max(2_000).nullable().default(null) });

export const ConversationFilter = PageQuery.extend({
  status: Status.optional(),
  customerId: z.uuid().optional(),
  contactId: z.uuid().optional(),
});
export type ConversationFilter = z.infer<typeof ConversationFilter>;

const ConversationView = z.object({
  id: z.uuid(),
  contactId: z.uuid(),
  customerId: z.uuid().nullable(),
  agentId: z.string().nullable().describe('whose contact it is, or was last'),
  status: Status,
  participants: z.array(z.object({ id: participantId, role: Role, joinedAt: time, leftAt: time.nullable() })),
  lastSeq: z.int(),
  handOverReason: z.string().nullable(),
  closeReason: z.enum(['resolved', 'customer-left', 'idle', 'contact-ended']).nullable(),
  score: score.nullable(),
  comment: personal('text', z.string().nullable()),
  openedAt: time,
  queuedAt: time.nullable().describe('when it first waited for a person; the first response time begins here'),
  attendedAt: time.nullable(),
  firstRepliedAt: time.nullable().describe('the first reply of a person'),
  unansweredSince: time.nullable().describe('the customer has spoken and waits for an answer'),
  lastMessageAt: time.nullable(),
  closedAt: time.nullable(),
  ratedAt: time.nullable(),
});
export const ConversationDetails = ConversationView.extend({
  watermarks: z.array(z.object({ participantId, deliveredSeq: z.int(), readSeq: z.int() })),
});
export const ConversationPage = pageOfSchema(ConversationView.omit({ comment: true }));

export const MineFilter = PageQuery.extend({ unanswered: z.stringbool().optional() });
export type MineFilter = z.infer<typeof MineFilter>;
export const MinePage = pageOfSchema(
  ConversationView.omit({ comment: true }).extend({ unread: z.int().describe('entries after the last one read') }),
);
