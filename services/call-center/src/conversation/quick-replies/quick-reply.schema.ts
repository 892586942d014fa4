import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A text agents send often; `{name}` stands for what is known of the case. */
export interface QuickReply {
  /** What an agent types to get it. */
  code: string;
  version: number;
  title: string;
  text: string;
}

export const QuickReplySchema = new EntitySchema<QuickReply>({
  name: 'quick_reply',
  columns: {
    code: column.primary(column.varchar(64)),
    version: column.int(),
    title: column.varchar(120),
    text: column.text(),
  },
});
