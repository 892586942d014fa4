import { describe, expect, it } from '@jest/globals';
import { fixed } from '#libs/discovery/config/live-value';
import { ArchiveSettings } from '#libs/contracts/settings/process-archive';
import { archivedBefore } from './archive-settings.js';

const NOW = new Date('2026-11-30T12:00:00Z');
const beforeOf = (given: object, tenant = 'acme') =>
  archivedBefore(fixed(ArchiveSettings.parse(given)), tenant, NOW).toISOString();

describe('when processes go to the archive', () => {
  it('is thirty days after their end, where nothing else is said', () => {
    expect(beforeOf({})).toBe('2026-10-31T12:00:00.000Z');
  });

  it('is what is said for all, and for a tenant what is said for it', () => {
    const given = { afterDays: 90, tenants: { acme: { afterDays: 7 } } };
    expect([beforeOf(given), beforeOf(given, 'globex')]).toEqual([
      '2026-11-23T12:00:00.000Z',
      '2026-09-01T12:00:00.000Z',
    ]);
  });

  it.each([{ afterDays: 0 }, { afterDays: -1 }, { afterDays: 'soon' }, { tenants: { acme: {} } }])(
    'is never %j',
    (given) => expect(ArchiveSettings.safeParse(given).success).toBe(false),
  );
});
