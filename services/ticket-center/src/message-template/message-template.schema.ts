import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A text to customers as an organisation words it; `{name}` stands for what a process knows by that name. */
export interface MessageTemplate {
  code: string;
  text: string;
  version: number;
}

export const MessageTemplateSchema = new EntitySchema<MessageTemplate>({
  name: 'message_template',
  columns: { code: column.primary(column.varchar(64)), text: column.text(), version: column.int() },
});
