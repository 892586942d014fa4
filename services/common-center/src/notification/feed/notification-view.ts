import { z } from 'zod';
import type { NotificationRow } from './notification.schema.js';

export const NotificationView = z
  .object({
    id: z.uuid(),
    seq: z.int().describe('its place in the feed'),
    kind: z.string(),
    subjectId: z.string().describe('what it is about, e.g. a ticket'),
    reference: z.string().nullable().describe('the number people know that by'),
    link: z.string().nullable().describe('of the console, without its host'),
    title: z.string(),
    body: z.string(),
    readAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Notification' });
export type NotificationView = z.infer<typeof NotificationView>;

export function notificationView(row: NotificationRow): NotificationView {
  const { id, seq, kind, subjectId, reference, link, title, body, readAt, createdAt } = row;
  return {
    ...{ id, seq: seq!, kind, subjectId, reference, link, title, body },
    readAt: readAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
