import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Something shown in a conversation; the bytes lie elsewhere. */
export interface Attachment {
  id: string;
  conversationId: string;
  senderId: string;
  contentType: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
  storedAt: Date;
}

export const AttachmentSchema = new EntitySchema<Attachment>({
  name: 'conversation_attachment',
  columns: {
    id: column.id(),
    conversationId: column.ref(),
    senderId: column.varchar(64),
    contentType: column.varchar(64),
    bytes: column.int(),
    sha256: column.varchar(64),
    storedAt: column.time(),
  },
});
