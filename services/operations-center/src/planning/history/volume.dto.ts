import { dayNumber } from '#libs/workforce/forecast/civil-date';
import { z } from 'zod';

export const VolumesCsv = z
  .string()
  .min(1)
  .describe(
    'CSV: date,time,contacts,handledSeconds line by line; or date,00:00,00:30,… day by day; or day,interval,calls with days that are counted',
  );

export const VolumesQuery = z.object({ start: z.iso.date().optional().describe('of day 0, where days are counted') });

const count = z.int();

export const VolumeImportView = z
  .object({
    id: z.uuid(),
    groupId: z.uuid(),
    status: z.enum(['running', 'done']),
    days: count.describe('that can be read'),
    doneDays: count,
    added: count,
    changed: count,
    unchanged: count,
    badLines: z
      .array(z.object({ line: z.int(), field: z.string(), code: z.string() }))
      .describe('the first thousand; their days are left out whole'),
    orderedBy: z.string(),
    orderedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'VolumeImport' });

const MOST_DAYS = 400;

export const VolumeQuery = z
  .object({ from: z.iso.date(), to: z.iso.date().describe('included') })
  .refine(({ from, to }) => to >= from && dayNumber(to) - dayNumber(from) < MOST_DAYS, {
    path: ['to'],
    message: `one to ${MOST_DAYS} days`,
  });
export type VolumeQuery = z.infer<typeof VolumeQuery>;

export const VolumesView = z.object({
  days: z.array(
    z.object({
      date: z.iso.date(),
      contacts: z.array(z.number()).describe('by the intervals of the group'),
      handleSeconds: z.number().describe('on average'),
      events: z.array(z.string()),
    }),
  ),
});
