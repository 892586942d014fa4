import { AttachmentSchema } from './attachments/attachment.schema.js';
import { ConversationSchema } from './infra/conversation.schema.js';
import { MessageSchema } from './infra/message.schema.js';
import { WatermarkSchema } from './infra/watermark.schema.js';
import { QuickReplySchema } from './quick-replies/quick-reply.schema.js';
import { ChatSettingsSchema } from './settings/chat-settings.schema.js';

/** The tables of chat. */
export const CONVERSATION_ENTITIES = [
  ConversationSchema,
  MessageSchema,
  WatermarkSchema,
  AttachmentSchema,
  ChatSettingsSchema,
  QuickReplySchema,
];
