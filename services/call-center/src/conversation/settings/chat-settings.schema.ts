import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Notice, TextChannel } from '../domain/chat-rules.js';

/** How a tenant differs from the defaults; one row. */
export interface ChatSettingsRow {
  id: 'chat';
  version: number;
  texts: Partial<Record<Notice, string>>;
  nudgeAfterS: number;
  closeAfterS: number;
  queueNewsEveryS: number;
  queues: Partial<Record<TextChannel, string>> | null;
  lastAgentWaitS: number | null;
  tellsMessages: boolean | null;
}

export const ChatSettingsSchema = new EntitySchema<ChatSettingsRow>({
  name: 'chat_settings',
  columns: {
    id: column.primary(column.varchar(16)),
    version: column.int(),
    texts: column.json(),
    nudgeAfterS: column.int(),
    closeAfterS: column.int(),
    queueNewsEveryS: column.int(),
    queues: column.nullable(column.json()),
    lastAgentWaitS: column.nullable(column.int()),
    tellsMessages: column.nullable(column.flag()),
  },
});
