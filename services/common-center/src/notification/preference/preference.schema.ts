import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Channel } from '../kind/kind.js';
import type { Digest } from './delivery-time.js';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** How somebody wants to be told. */
export interface Preference {
  personId: string;
  version: number;
  locale: Locale;
  timeZone: string;
  email: string | null;
  phone: string | null;
  /** HH:MM; both or neither. */
  quietFrom: string | null;
  quietTo: string | null;
  digest: Digest;
  digestAt: string;
  /** By kind; a kind that is not named is told as it is by default. */
  channels: Record<string, Channel[]>;
}

export const PreferenceSchema = new EntitySchema<Preference>({
  name: 'notification_preference',
  columns: {
    personId: column.primary(column.ref()),
    version: column.int(),
    locale: column.varchar(8),
    timeZone: column.varchar(64),
    email: column.nullable(column.varchar(254)),
    phone: column.nullable(column.varchar(32)),
    quietFrom: column.nullable(column.varchar(5)),
    quietTo: column.nullable(column.varchar(5)),
    digest: column.varchar(8),
    digestAt: column.varchar(5),
    channels: column.json(),
  },
});
