import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import { importSops } from '../../import-sops/import-sops.js';
import type { Sop } from '../../import-sops/sop.js';

const ALL_DAY = [{ from: '00:00', to: '24:00' }];
const AROUND_THE_CLOCK = {
  timeZone: 'UTC',
  weekly: {
    ...{ monday: ALL_DAY, tuesday: ALL_DAY, wednesday: ALL_DAY, thursday: ALL_DAY },
    ...{ friday: ALL_DAY, saturday: ALL_DAY, sunday: ALL_DAY },
  },
};
/** Longer than any replay takes, so that every promise can be kept. */
const TARGETS = { 'first-response': { within: 'PT4H' }, resolution: { within: 'PT8H' } };

/** What the organisation promises its customers, and by which procedures its people work. */
export async function setUpService(admin: Caller, sops: readonly Sop[], run: string): Promise<void> {
  const calendar = `${run}-around-the-clock`;
  await admin.put('/api/v1/calendars/{name}', { name: calendar }, AROUND_THE_CLOCK, z.unknown());
  const policy = { name: `${run}-promises`, position: 0, condition: 'channel = "web"', calendar, targets: TARGETS };
  await admin.post('/api/v1/sla-policies', {}, policy, `${run}/sla-policy`, z.unknown());
  await importSops(admin, sops, 'replay');
}
