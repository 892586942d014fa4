import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { Metrics } from '#libs/observability/metrics';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';
import { TicketTimers } from '../../src/ticket-timer/ticket-timer.api.js';
import { TicketTimerSchema } from '../../src/ticket-timer/ticket-timer.schema.js';
import { ALWAYS, SlaWorld } from './sla-world.js';

serviceOnEachEngine('the timers of service levels', (start) => {
  let service: ServiceInTest;
  let world: SlaWorld;
  beforeAll(async () => {
    service = await start(ticketCenter);
    world = new SlaWorld(service);
    await world.at('2026-11-02T08:00:00Z');
    await world.calendar('always', ALWAYS);
    const targets = { resolution: { within: 'PT1H', warnings: [] } };
    await world.policy('house', { calendar: 'always', targets });
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => service.stop());

  const timersOf = (ticketId: string) =>
    runAsTenant('acme', async () =>
      (await service.running.app.get(Database).reader()).findBy(TicketTimerSchema, { ticketId }),
    );

  it('are one for each ticket, for what comes next', async () => {
    const id = await world.ticket();
    expect(await timersOf(id)).toMatchObject([{ kind: 'sla', due: new Date('2026-11-02T09:00:05.002Z') }]);
    await world.does(id, 'grab');
    await world.does(id, 'wait');
    expect(await timersOf(id)).toEqual([]);
  });

  it('say how late they are', async () => {
    const late = async () => {
      const text = await service.running.app.get(Metrics).text();
      return Number(/^switchboard_ticket_timers_lag_seconds\{.*\} (\S+)$/m.exec(text)![1]);
    };
    await world.timers();
    expect(await late()).toBe(0);
    await world.ticket();
    await world.at('2026-11-02T09:02:06Z');
    expect(await late()).toBeGreaterThan(119);
    await world.timers();
    expect(await late()).toBe(0);
  });

  it('fire once, however many look at the same time', async () => {
    const id = await world.ticket();
    await world.at('2026-11-02T12:00:00Z');
    const fire = jest.spyOn(service.running.app.get(TicketTimers), 'fire');
    await Promise.all([world.timers(), world.timers(), world.timers()]);
    expect(fire.mock.calls.filter(([{ ticketId }]) => ticketId === id)).toHaveLength(1);
    expect(world.alarms(id)).toHaveLength(1);
    expect(await timersOf(id)).toEqual([]);
  });

  it('that fail fire again later, and keep no other waiting', async () => {
    const [poor, fine] = [await world.ticket(), await world.ticket()];
    await world.at('2026-11-02T18:00:00Z');
    const timers = service.running.app.get(TicketTimers);
    const fire = timers.fire.bind(timers);
    jest.spyOn(timers, 'fire').mockImplementation(async (timer, tx) => {
      await fire(timer, tx);
      if (timer.ticketId === poor) throw new Error('the process died before its commit');
    });
    await world.timers();
    expect([world.alarms(poor).length, world.alarms(fine).length]).toEqual([0, 1]);
    jest.restoreAllMocks();
    await world.timers();
    expect(world.alarms(poor)).toHaveLength(0);
    service.clock.advance({ minutes: 1 });
    await world.timers();
    expect(world.alarms(poor)).toHaveLength(1);
  });
});
