import { PageQuery } from '#libs/web/http/paging';
import { z } from 'zod';
import type { AnnouncementRow } from './announcement.schema.js';
import type { AnnouncementText } from './announcements.js';
import type { Seen } from './receipts.js';

const time = z.iso.datetime();
const moment = z.iso.datetime({ offset: true });

const words = {
  title: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(10_000),
  audience: z
    .array(z.string().regex(/^(agents|(team|role):.{1,64})$/, 'expected agents, team:… or role:…'))
    .min(1)
    .max(20)
    .describe('whoever is one of them: agents (everybody with an account), team:<name>, role:<name>'),
  priority: z.enum(['info', 'important', 'urgent']).default('info'),
  mustConfirm: z.boolean().default(false),
};

export const AnnouncementBody = z
  .object({ ...words, validFrom: moment, validUntil: moment.nullable().default(null) })
  .refine(({ validFrom, validUntil }) => validUntil === null || new Date(validFrom) < new Date(validUntil), {
    path: ['validUntil'],
    error: 'expected a time after validFrom',
  });
export type AnnouncementBody = z.infer<typeof AnnouncementBody>;

export const AnnouncementView = z
  .object({
    ...{ id: z.uuid(), version: z.int(), ...words, state: z.enum(['draft', 'published', 'withdrawn']) },
    ...{ validFrom: time, validUntil: time.nullable(), recipients: z.int().describe('told'), writtenBy: z.string() },
    createdAt: time,
  })
  .meta({ id: 'Announcement' });

export const SeenView = z.object({
  ...{ id: z.uuid(), title: z.string(), body: z.string(), priority: words.priority, mustConfirm: z.boolean() },
  ...{ validFrom: time, validUntil: time.nullable(), readAt: time.nullable(), confirmedAt: time.nullable() },
  isDone: z.boolean().describe('read, and confirmed where it must be'),
});

export const ReceiptsView = z.object({
  recipients: z.int(),
  read: z.int(),
  confirmed: z.int(),
  missing: z.array(z.string()).describe('of the audience as it is now, a thousand at most'),
  missingCount: z.int(),
});

export const MineQuery = z.object({ open: z.stringbool().default(false).describe('only what is not done') });
export const ListQuery = PageQuery.extend({ state: z.enum(['draft', 'published', 'withdrawn']).default('published') });

export function textOf({ validFrom, validUntil, ...text }: AnnouncementBody): AnnouncementText {
  return { ...text, validFrom: new Date(validFrom), validUntil: validUntil === null ? null : new Date(validUntil) };
}

export function announcementView({ tellAt: _, validFrom, validUntil, createdAt, ...row }: AnnouncementRow) {
  const times = { validFrom: validFrom.toISOString(), validUntil: validUntil?.toISOString() ?? null };
  return { ...row, ...times, createdAt: createdAt.toISOString() };
}

export function seenView({ announcement, receipt }: Seen) {
  const { id, title, body, priority, mustConfirm, validFrom, validUntil } = announcement;
  const [readAt, confirmedAt] = [receipt?.readAt ?? null, receipt?.confirmedAt ?? null];
  return {
    ...{ id, title, body, priority, mustConfirm },
    ...{ validFrom: validFrom.toISOString(), validUntil: validUntil?.toISOString() ?? null },
    ...{ readAt: readAt?.toISOString() ?? null, confirmedAt: confirmedAt?.toISOString() ?? null },
    isDone: (mustConfirm ? confirmedAt : readAt) !== null,
  };
}
