import type { Message } from '../channel/notification-channel.js';
import type { Locale } from '../preference/preference.schema.js';
import { DIGEST } from '../template/built-in-templates.js';
import { filled } from '../template/filled.js';
import type { NotificationDeliveryRow } from './notification-delivery.schema.js';

export interface Parcel {
  readonly rows: readonly NotificationDeliveryRow[];
  readonly message: Message;
}

/** What is due for one person on one channel, as it is sent: what is in the digest as one, the rest each by itself. */
export function parcelsOf(due: readonly NotificationDeliveryRow[], locale: Locale): Parcel[] {
  const [gathered, single] = [due.filter(({ inDigest }) => inDigest), due.filter(({ inDigest }) => !inDigest)];
  const digests = [...Map.groupBy(gathered, ({ hookId }) => hookId).values()].map((rows) => digestOf(rows, locale));
  return [...single.map((row) => ({ rows: [row], message: row })), ...digests];
}

function digestOf(rows: readonly NotificationDeliveryRow[], locale: Locale): Parcel {
  const [first] = rows as [NotificationDeliveryRow];
  if (rows.length === 1) return { rows, message: first };
  const lines = rows.map(({ subject, link }) => (link === null ? subject : `${subject}\n${link}`));
  const subject = filled(DIGEST[locale], { count: rows.length });
  return { rows, message: { ...first, subject, text: lines.join('\n\n'), link: null } };
}
