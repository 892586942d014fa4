import type { ArchiveSettings } from '#libs/contracts/settings/process-archive';
import type { Live } from '#libs/discovery/config/live-value';

/** Token of the live value. */
export const ARCHIVE_SETTINGS = Symbol('archive settings');

const DAY_MS = 86_400_000;

/** What ended before goes to the archive. */
export function archivedBefore({ current }: Live<ArchiveSettings>, tenantId: string, now: Date): Date {
  const { afterDays: days } = current.tenants[tenantId] ?? current;
  return new Date(now.getTime() - days * DAY_MS);
}
