import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';
import { ALWAYS, SlaWorld } from './sla-world.js';

const HOURS = [{ from: '09:00', to: '18:00' }];
const workdays = { monday: HOURS, tuesday: HOURS, wednesday: HOURS, thursday: HOURS, friday: HOURS };
const SPRING_FESTIVAL = {
  timeZone: 'Asia/Shanghai',
  weekly: workdays,
  holidays: ['10', '11', '12', '13', '14', '15', '16', '17'].map((day) => ({ date: `2024-02-${day}` })),
  extraWorkingDays: [
    { date: '2024-02-04', hours: HOURS },
    { date: '2024-02-18', hours: HOURS },
  ],
};

serviceOnEachEngine('service levels and their calendars', (start) => {
  let service: ServiceInTest;
  let world: SlaWorld;
  beforeAll(async () => {
    service = await start(ticketCenter);
    world = new SlaWorld(service);
    await world.at('2024-01-02T00:00:00Z');
    await world.calendar('desk', SPRING_FESTIVAL);
    await world.calendar('bank', { ...SPRING_FESTIVAL, worksExtraDays: false });
    await world.calendar('new-york', { ...ALWAYS, timeZone: 'America/New_York' });
    await promised('desk', 'PT2H');
    await promised('bank', 'PT2H');
    await promised('new-york', 'PT2H');
  });
  afterAll(() => service.stop());

  const promised = (calendar: string, within: string) =>
    world.policy(calendar, {
      condition: `category = "${calendar}"`,
      calendar,
      targets: { resolution: { within, warnings: [] } },
    });
  const dueOf = async (category: string, openedAt: string) => {
    await world.at(openedAt);
    return (await world.clock(await world.ticket({ category }), 'resolution')).dueAt;
  };

  it('调休: V6, Friday before the Spring Festival 17:00 and 2 h → Sunday 2024-02-18 10:00, which is worked', async () => {
    expect(await dueOf('desk', '2024-02-09T17:00:00+08:00')).toBe('2024-02-18T02:00:00.000Z');
  });

  it('调休: a desk that does not work on extra days is due on Monday 2024-02-19 10:00', async () => {
    expect(await dueOf('bank', '2024-02-09T17:00:00+08:00')).toBe('2024-02-19T02:00:00.000Z');
  });

  it('调休: people are told on the Sunday that is worked', async () => {
    await world.at('2024-02-09T17:30:00+08:00');
    const id = await world.ticket({ category: 'desk' });
    await world.at('2024-02-18T10:30:00.001+08:00');
    await world.timers();
    const [breached] = service.events('ticket.sla-breached.v1').filter(({ subject }) => subject === id);
    expect(breached!.data).toMatchObject({
      breachedAt: '2024-02-18T02:30:00.000Z',
      notifyAt: '2024-02-18T02:30:00.000Z',
    });
  });

  it('DST: V8, clocks are put forward on 2024-03-10: 01:30 and 2 h → 04:30 in New York', async () => {
    expect(await dueOf('new-york', '2024-03-10T01:30:00-05:00')).toBe('2024-03-10T08:30:00.000Z');
  });

  it('DST: V8, clocks are put back on 2024-11-03: 00:30 and 2 h → the second 01:30', async () => {
    expect(await dueOf('new-york', '2024-11-03T00:30:00-04:00')).toBe('2024-11-03T06:30:00.000Z');
  });

  it('of the version they had: a holiday that is added later moves nothing that was promised', async () => {
    await world.at('2025-05-29T17:00:00+08:00');
    const id = await world.ticket({ category: 'desk' });
    const before = await world.clock(id, 'resolution');
    expect(before).toMatchObject({ calendar: { version: 1 }, dueAt: '2025-05-30T02:00:00.000Z' });
    await world.calendar('desk', { ...SPRING_FESTIVAL, holidays: [{ date: '2025-05-30' }] });
    expect((await world.clock(id, 'resolution')).dueAt).toBe(before.dueAt);
    expect(await dueOf('desk', '2025-05-29T17:30:00+08:00')).toBe('2025-06-02T02:30:00.000Z');
  });
});
