import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';
import { ALWAYS, SlaWorld } from './sla-world.js';

const OFFICE = {
  timeZone: 'UTC',
  weekly: Object.fromEntries(
    ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [
      day,
      [
        { from: '08:00', to: '12:00' },
        { from: '13:30', to: '18:00' },
      ],
    ]),
  ),
};

serviceOnEachEngine('service levels', (start) => {
  let service: ServiceInTest;
  let world: SlaWorld;
  beforeAll(async () => {
    service = await start(ticketCenter);
    world = new SlaWorld(service);
    await world.at('2026-11-02T08:00:00Z');
    await world.calendar('always', ALWAYS);
    await world.calendar('office', OFFICE);
    const gold = {
      condition: 'category = "gold"',
      position: 1,
      calendar: 'office',
      targets: {
        'first-response': { within: 'PT1H', warnings: ['50%'] },
        'next-response': { within: 'PT2H' },
        update: { within: 'P1D', warnings: ['PT1H'] },
        resolution: { within: 'PT4H' },
      },
    };
    await world.policy('gold', gold);
    await world.policy('urgent', {
      condition: 'priority = "urgent"',
      position: 2,
      calendar: 'always',
      targets: { resolution: { within: 'PT30M', warnings: [] } },
      ola: { g1: { within: 'PT2H', warnings: [] }, g2: { within: 'PT1H', warnings: [] } },
    });
    await world.policy('normal', {
      condition: 'category = "standard"',
      position: 3,
      calendar: 'always',
      targets: { resolution: { within: 'PT4H', warnings: [] } },
    });
  });
  afterAll(() => service.stop());

  describe('are explained segment by segment', () => {
    it('with several intervals a day: V2 (chatwoot#14009), 11:30 and 1 h → 14:00', async () => {
      await world.at('2026-11-03T11:30:00Z');
      const id = await world.ticket({ category: 'gold' });
      await world.at('2026-11-03T11:45:00Z');
      const clock = await world.clock(id, 'first-response');
      expect(clock).toMatchObject({
        state: 'running',
        policy: { name: 'gold', version: 1 },
        calendar: { name: 'office', version: 1 },
        dueAt: '2026-11-03T14:00:00.000Z',
        targetMinutes: 60,
        elapsedMinutes: 15,
        remainingMinutes: 45,
      });
      const told = clock.segments.map((each) => [
        `${each.from.slice(11, 16)}–${each.to.slice(11, 16)}`,
        each.state,
        each.countedMinutes,
        each.remainingMinutes,
        each.expected,
      ]);
      expect(told).toEqual([
        ['11:30–11:45', 'running', 15, 45, false],
        ['11:45–12:00', 'running', 15, 30, true],
        ['12:00–13:30', 'outside-hours', 0, 30, true],
        ['13:30–14:00', 'running', 30, 0, true],
      ]);
      expect(clock.segments[2]!.why).toBe('outside the hours of office');
    });

    it('with the pause of its status category', async () => {
      await world.at('2026-11-04T09:00:00Z');
      const id = await world.ticket({ category: 'gold' });
      await world.does(id, 'grab');
      await world.at('2026-11-04T09:30:00Z');
      await world.does(id, 'wait');
      await world.at('2026-11-04T11:30:00Z');
      await world.does(id, 'customer-messages', { text: 'It is number 7.' });
      const clock = await world.clock(id, 'resolution');
      expect(clock).toMatchObject({ elapsedMinutes: 30, dueAt: '2026-11-04T16:30:00.000Z' });
      expect(clock.segments.filter(({ state }) => state === 'paused')).toMatchObject([
        { why: 'the target pauses while the ticket is waiting', countedMinutes: 0, ticketStatus: 'waiting' },
      ]);
    });

    it('and a ticket nothing was promised of has none', async () => {
      const id = await world.ticket({ category: 'none' });
      expect(await world.sla(id)).toMatchObject({ clocks: [], promised: null });
      const missing = await world.api.get('/api/v1/tickets/0199d2f0-0000-7000-8000-00000000ffff/sla');
      expect(missing).toMatchObject({ status: 404, body: { code: 'ticket-not-found' } });
    });
  });

  describe('go by the first policy in order whose condition holds', () => {
    it('of replies: first, next and the periodic update, each with its instances', async () => {
      await world.at('2026-11-05T09:00:00Z');
      const id = await world.ticket({ category: 'gold', priority: 'urgent' });
      await world.does(id, 'grab');
      await world.at('2026-11-05T09:20:00Z');
      await world.does(id, 'reply', { text: 'We look into it.' });
      await world.at('2026-11-05T10:00:00Z');
      await world.does(id, 'customer-messages', { text: 'And?' });
      await world.at('2026-11-05T10:30:00Z');
      await world.does(id, 'customer-messages', { text: 'Hello?' });
      const { clocks } = await world.sla(id);
      const told = clocks.map(({ metric, instance, state, dueAt }) => [metric, instance, state, dueAt?.slice(11, 16)]);
      expect(told).toEqual([
        ['first-response', 1, 'fulfilled', '10:00'],
        ['next-response', 1, 'running', '12:00'],
        ['update', 1, 'running', '09:20'],
        ['resolution', 1, 'running', '14:30'],
      ]);
    });

    it('V3 (glpi#1911): OLA of G1 2 h from 09:00, G2 takes over at 10:30 with 1 h → due 11:30', async () => {
      await world.at('2026-11-06T09:00:00Z');
      const id = await world.ticket({ priority: 'urgent' });
      await world.does(id, 'team', { teamId: 'g1' });
      await world.at('2026-11-06T10:30:00Z');
      await world.does(id, 'team', { teamId: 'g2' });
      expect(await world.clock(id, 'ola', 1)).toMatchObject({ teamId: 'g1', state: 'fulfilled', outcome: 'met' });
      expect(await world.clock(id, 'ola', 2)).toMatchObject({ teamId: 'g2', dueAt: '2026-11-06T11:30:00.000Z' });
    });

    it('V4 (glpi#6902): pending 09:10–10:10, at 10:10 it becomes urgent: 30 min → due 10:30, not 09:30', async () => {
      await world.at('2026-11-09T09:00:00Z');
      const id = await world.ticket({ category: 'standard' });
      await world.does(id, 'grab');
      await world.at('2026-11-09T09:10:00Z');
      await world.does(id, 'wait');
      await world.at('2026-11-09T10:10:00Z');
      await world.does(id, 'resume');
      await world.edit(id, { priority: 'urgent' });
      expect(await world.clock(id, 'resolution')).toMatchObject({
        policy: { name: 'urgent' },
        dueAt: '2026-11-09T10:30:00.000Z',
        breaches: [],
      });
    });

    it('V7 (glpi#9267): solved with time left, reopened: what is left is left, by the policy of then', async () => {
      await world.at('2026-11-10T09:00:00Z');
      const id = await world.ticket({ priority: 'urgent' });
      await world.does(id, 'grab');
      await world.at('2026-11-10T09:06:00Z');
      await world.does(id, 'solve', { solution: 'Sent again.' });
      expect(await world.clock(id, 'resolution')).toMatchObject({ state: 'fulfilled', outcome: 'met' });
      await world.at('2026-11-10T10:06:00Z');
      await world.does(id, 'reopen', { reason: 'It did not come.' });
      expect(await world.clock(id, 'resolution')).toMatchObject({
        state: 'running',
        remainingMinutes: 24,
        dueAt: '2026-11-10T10:30:00.000Z',
      });
    });
  });

  describe('warn and break', () => {
    it('when it happens, once for each target and instance', async () => {
      await world.at('2026-11-11T11:00:00Z');
      const id = await world.ticket({ category: 'gold' });
      await world.at('2026-11-11T11:30:00Z');
      await world.timers();
      expect(world.alarms(id)).toEqual([]);
      await world.at('2026-11-11T11:30:00.001Z');
      await world.timers();
      await world.timers();
      const warned = ['ticket.sla-warned.v1', 'first-response', '2026-11-11T11:30:00.000Z'];
      expect(world.alarms(id)).toEqual([warned]);
      await world.at('2026-11-11T12:00:01Z');
      await world.timers();
      expect(world.alarms(id)).toEqual([
        warned,
        ['ticket.sla-breached.v1', 'first-response', '2026-11-11T12:00:00.000Z'],
      ]);
      await world.does(id, 'note', { text: 'Too late.' });
      await world.edit(id, { subject: 'Too late' });
      await world.timers();
      expect(world.alarms(id)).toHaveLength(2);
    });

    it('in the hours of the target: what opens at the end of the day is warned of on the next', async () => {
      await world.at('2026-11-11T17:45:00Z');
      const id = await world.ticket({ category: 'gold' });
      await world.at('2026-11-12T07:59:59Z');
      await world.timers();
      expect(world.alarms(id)).toEqual([]);
      await world.at('2026-11-12T08:15:00.001Z');
      await world.timers();
      expect(world.alarms(id)).toEqual([['ticket.sla-warned.v1', 'first-response', '2026-11-12T08:15:00.000Z']]);
    });

    it('never of what was answered in time, however late the timers come', async () => {
      await world.at('2026-11-13T09:00:00Z');
      const id = await world.ticket({ category: 'gold' });
      await world.at('2026-11-13T09:10:00Z');
      await world.does(id, 'grab');
      await world.does(id, 'reply', { text: 'We look into it.' });
      await world.does(id, 'solve', { solution: 'It is there.' });
      await world.at('2026-11-20T09:00:00Z');
      await world.timers();
      expect(world.alarms(id)).toEqual([]);
    });

    it('and what was broken is in the report, and behind its line', async () => {
      await world.at('2026-11-23T09:00:00Z');
      await world.timers();
      const span = 'from=2026-11-11T00:00:00Z&to=2026-11-14T00:00:00Z';
      const { body } = await world.api.get<{ lines: object[]; total: object }>(
        `/api/v1/sla-report?${span}&by=policy,metric`,
      );
      expect(body.lines).toContainEqual({
        ...{ policy: 'gold', metric: 'first-response', met: 1, missed: 2, running: 0, stopped: 0 },
        compliance: 0.3333,
      });
      const behind = `/api/v1/sla-clocks?${span}&policy=gold&metric=first-response&outcome=missed&limit=1`;
      const first = await world.api.get<{ items: { ticketId: string }[]; next: string }>(behind);
      const second = await world.api.get<{ items: { ticketId: string }[]; next: null }>(
        `${behind}&cursor=${first.body.next}`,
      );
      expect([...first.body.items, ...second.body.items]).toMatchObject([
        { startedAt: '2026-11-11T17:45:00.000Z', missedAt: '2026-11-12T08:45:00.000Z' },
        { startedAt: '2026-11-11T11:00:00.000Z', missedAt: '2026-11-11T12:00:00.000Z' },
      ]);
      expect(second.body.next).toBeNull();
      const zoe = await world.alone('zoe');
      expect((await zoe.get(`/api/v1/sla-report?${span}`)).body).toMatchObject({ lines: [] });
      expect((await zoe.get(behind)).body).toMatchObject({ items: [] });
    });
  });

  describe('policies', () => {
    it.each([
      ['a condition nobody understands', { condition: 'priority =' }, 'sla-condition-invalid'],
      ['a condition on what they know nothing of', { condition: 'weather = "bad"' }, 'sla-condition-invalid'],
      ['a calendar that is not there', { calendar: 'nowhere' }, 'calendar-unknown'],
      ['months of open time', { targets: { resolution: { within: 'P1M' } } }, 'business-duration-invalid'],
      ['no time at all', { targets: { resolution: { within: 'PT0S' } } }, 'sla-target-empty'],
    ])('refuse %s', async (_, wrong, code) => {
      const answer = await world.api.post('/api/v1/sla-policies', { name: 'wrong', ...wrong });
      expect(answer).toMatchObject({ status: 422, body: { code } });
    });

    it('keep their versions', async () => {
      const first = await world.policy('silver', { condition: 'false' });
      await world.changed(first, 'silver', { condition: 'false', position: 9 });
      const { body } = await world.api.get<{ items: object[] }>(`/api/v1/sla-policies/${first.id}/versions`);
      expect(body.items).toMatchObject([
        { version: 1, position: 1_000 },
        { version: 2, position: 9, changedBy: 'mia' },
      ]);
      const stale = await world.api.put(`/api/v1/sla-policies/${first.id}`, { name: 'silver' }, { 'if-match': '"1"' });
      expect(stale.status).toBe(412);
    });
  });
});
