import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Channel } from '../kind/kind.js';
import type { Locale } from '../preference/preference.schema.js';

/** The words of a tenant's own for a kind, or for a template that rules name; the newest version is used. */
export interface Template {
  code: string;
  channel: Channel;
  locale: Locale;
  version: number;
  subject: string;
  text: string;
  changedBy: string;
  changedAt: Date;
}

export const TemplateSchema = new EntitySchema<Template>({
  name: 'notification_template',
  columns: {
    code: column.primary(column.varchar(64)),
    channel: column.primary(column.varchar(16)),
    locale: column.primary(column.varchar(8)),
    version: column.primary(column.int()),
    subject: column.varchar(200),
    text: column.varchar(1000),
    changedBy: column.ref(),
    changedAt: column.time(),
  },
});
