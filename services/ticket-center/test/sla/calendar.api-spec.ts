import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';

const NIGHTS = {
  timeZone: 'Europe/Berlin',
  weekly: { monday: [{ from: '22:00', to: '06:00' }] },
  holidays: [{ date: '2026-12-25' }],
  extraWorkingDays: [],
  worksExtraDays: false,
};

describe('calendars', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    mia = await service.as('calendar:*');
  });
  afterAll(() => service.stop());

  it('come with one for the processes of the house', async () => {
    expect((await mia.get('/api/v1/calendars')).body).toMatchObject({ items: [{ name: 'service-hours', version: 1 }] });
  });

  it('are made and changed, each change a version', async () => {
    expect(await mia.put('/api/v1/calendars/nights', NIGHTS)).toMatchObject({ status: 200, body: { version: 1 } });
    const changed = await mia.put('/api/v1/calendars/nights', { ...NIGHTS, holidays: [] });
    expect(changed.body).toEqual({ name: 'nights', version: 2, definition: { ...NIGHTS, holidays: [] } });
  });

  it.each([
    ['never opens', { weekly: {} }, 'calendar-never-open'],
    ['lies nowhere', { timeZone: 'Mars/Olympus' }, 'calendar-time-zone-unknown'],
    [
      'is open twice at once',
      { weekly: { monday: [NIGHTS.weekly.monday[0], NIGHTS.weekly.monday[0]] } },
      'calendar-hours-overlap',
    ],
    ['has a holiday twice', { holidays: [NIGHTS.holidays[0], NIGHTS.holidays[0]] }, 'calendar-date-defined-twice'],
  ])('that %s is refused', async (_, wrong, code) => {
    const answer = await mia.put('/api/v1/calendars/wrong', { ...NIGHTS, ...wrong });
    expect(answer).toMatchObject({ status: 422, body: { code } });
  });
});
