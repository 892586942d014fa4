import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import type { Message } from '../domain/message.js';

export const MessageSchema = new EntitySchema<Message>({
  name: 'conversation_message',
  columns: {
    conversationId: column.primary(column.ref()),
    seq: column.primary(column.int()),
    senderId: column.varchar(64),
    senderRole: column.varchar(16),
    clientMsgId: column.varchar(64),
    text: sealed(column.nullable(column.text())),
    attachmentId: column.nullable(column.ref()),
    notice: column.nullable(column.varchar(16)),
    visibility: column.nullable(column.varchar(8)),
    sentAt: column.time(),
  },
  indices: [
    schemaIndex('conversation_message', { columns: ['conversationId', 'senderId', 'clientMsgId'], unique: true }),
  ],
});
