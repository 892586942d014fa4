import type { Live } from '#libs/discovery/live-value';
import { z } from 'zod';

const afterDays = z
  .number()
  .min(1)
  .max(36_500)
  .describe('days after its end, and the end of all it belongs to, until an instance goes to the archive');

/** The live value `process-archive`: for all tenants, and for those that want it otherwise. */
export const ArchiveSettings = z.object({
  afterDays: afterDays.default(30),
  tenants: z.record(z.string(), z.object({ afterDays })).default({}),
});
export type ArchiveSettings = z.output<typeof ArchiveSettings>;

export const ARCHIVE_KEY = 'process-archive';

/** Token of the live value. */
export const ARCHIVE_SETTINGS = Symbol('archive settings');

const DAY_MS = 86_400_000;

/** What ended before goes to the archive. */
export function archivedBefore({ current }: Live<ArchiveSettings>, tenantId: string, now: Date): Date {
  const { afterDays: days } = current.tenants[tenantId] ?? current;
  return new Date(now.getTime() - days * DAY_MS);
}
