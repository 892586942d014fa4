import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';
import { RecomputationWorker } from '../../src/sla/recomputation/recomputation-worker.js';
import { TicketSlas } from '../../src/sla/ticket/ticket-slas.js';
import { ALWAYS, SlaWorld } from './sla-world.js';

interface Job {
  readonly id: string;
  readonly state: string;
  readonly done: number;
}

const within = (time: string) => ({ calendar: 'always', targets: { resolution: { within: time, warnings: [] } } });

serviceOnEachEngine('re-policy: service levels recomputed in the past', (start) => {
  let service: ServiceInTest;
  let world: SlaWorld;
  let policy: { id: string; version: number };
  beforeAll(async () => {
    service = await start(ticketCenter);
    world = new SlaWorld(service);
    await world.at('2026-11-02T08:00:00Z');
    await world.calendar('always', ALWAYS);
    policy = await world.policy('house', within('PT4H'));
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => service.stop());

  const solvedAfter = async (openedAt: string, solvedAt: string) => {
    await world.at(openedAt);
    const id = await world.ticket();
    await world.does(id, 'grab');
    await world.at(solvedAt);
    await world.timers();
    await world.does(id, 'solve', { solution: 'Sent again.' });
    await world.does(id, 'close');
    return id;
  };
  const order = async (over: object = {}) => {
    const answer = await world.api.post<Job>('/api/v1/sla-recomputations', { reason: 'a new contract', ...over });
    expect(answer.status).toBe(202);
    return answer.body.id;
  };
  const round = () => service.running.app.get(RecomputationWorker).rounds.run();
  const job = async (id: string) => (await world.api.get<Job>(`/api/v1/sla-recomputations/${id}`)).body;

  it('keep both numbers, of closed tickets and of open ones', async () => {
    const closed = await solvedAfter('2026-11-03T09:00:00Z', '2026-11-03T12:00:00Z');
    const open = await world.ticket();
    await world.at('2026-11-03T15:00:00Z');
    policy = await world.changed(policy, 'house', within('PT2H'));
    expect(await world.clock(closed, 'resolution')).toMatchObject({ policy: { version: 1 }, outcome: 'met' });
    const id = await order();
    await round();
    expect(await job(id)).toMatchObject({
      ...{ state: 'done', total: 2, done: 2, changed: 2, failed: 0, reason: 'a new contract', orderedBy: 'mia' },
      before: { met: 1, missed: 0, running: 1, stopped: 0 },
      after: { met: 0, missed: 2, running: 0, stopped: 0 },
    });
    const sla = await world.sla(closed);
    expect(sla).toMatchObject({ basis: 'recomputed', recomputation: id });
    expect(sla.clocks).toMatchObject([
      { policy: { version: 2 }, outcome: 'missed', dueAt: '2026-11-03T11:00:00.000Z' },
    ]);
    expect(sla.promised).toMatchObject([{ policy: { version: 1 }, outcome: 'met', dueAt: '2026-11-03T13:00:00.000Z' }]);
    const { body } = await world.api.get<{ items: object[] }>(`/api/v1/sla-recomputations/${id}/tickets`);
    expect(body.items).toMatchObject([
      {
        ticketId: closed,
        before: [{ outcome: 'met', policyVersion: 1 }],
        after: [{ outcome: 'missed', policyVersion: 2 }],
      },
      { ticketId: open },
    ]);
    const reports = ['promised', 'recomputed'].map(async (basis) => {
      const report = await world.api.get<{ total: object }>(
        `/api/v1/sla-report?basis=${basis}&to=2026-11-04T00:00:00Z`,
      );
      return report.body.total;
    });
    expect(await Promise.all(reports)).toMatchObject([
      { met: 1, missed: 0, running: 1, compliance: 1 },
      { met: 0, missed: 2, compliance: 0 },
    ]);
  });

  it('tell nobody of what they make of the past, and everybody of what comes', async () => {
    await world.at('2026-11-04T09:00:00Z');
    policy = await world.changed(policy, 'house', within('PT8H'));
    const id = await world.ticket();
    await world.at('2026-11-04T11:00:00Z');
    policy = await world.changed(policy, 'house', within('PT1H'));
    await order({ tickets: 'open' });
    await round();
    await world.timers();
    expect((await world.clock(id, 'resolution')).outcome).toBe('missed');
    expect(world.alarms(id)).toEqual([]);
    policy = await world.changed(policy, 'house', within('PT3H'));
    await order({ tickets: 'open' });
    await round();
    await world.at('2026-11-04T12:00:00.001Z');
    await world.timers();
    expect(world.alarms(id)).toEqual([['ticket.sla-breached.v1', 'resolution', '2026-11-04T12:00:00.000Z']]);
  });

  it('go on after a crash where they were: no ticket is counted twice', async () => {
    await world.at('2026-11-05T09:00:00Z');
    for (let n = 0; n < 4; n++) await world.ticket();
    await world.at('2026-11-05T10:00:00Z');
    const range = { openedFrom: '2026-11-05T00:00:00Z', openedTo: '2026-11-06T00:00:00Z' };
    const id = await order(range);
    const slas = service.running.app.get(TicketSlas);
    const real = slas.recompute.bind(slas);
    let times = 0;
    const worker = service.running.app.get(RecomputationWorker);
    jest.spyOn(slas, 'recompute').mockImplementation(async (...args) => {
      const result = await real(...args);
      if (++times === 3) jest.spyOn(worker.rounds, 'isOurs').mockResolvedValue(false);
      return result;
    });
    await round();
    expect(await job(id)).toMatchObject({ state: 'running', done: 3 });
    jest.restoreAllMocks();
    await round();
    expect(await job(id)).toMatchObject({ state: 'done', total: 4, done: 4 });
  });

  it('leave a ticket out that cannot be recomputed, and say so', async () => {
    await world.at('2026-11-06T09:00:00Z');
    await world.ticket();
    await world.ticket();
    await world.at('2026-11-06T10:00:00Z');
    jest.spyOn(service.running.app.get(TicketSlas), 'recompute').mockRejectedValueOnce(new Error('broken'));
    const id = await order({ openedFrom: '2026-11-06T00:00:00Z' });
    await round();
    expect(await job(id)).toMatchObject({ state: 'done', done: 2, failed: 1 });
  });

  it('are one at a time, and can be stopped', async () => {
    const id = await order();
    const second = await world.api.post('/api/v1/sla-recomputations', { reason: 'again' });
    expect(second).toMatchObject({ status: 409, body: { code: 'sla-recomputation-under-way' } });
    await world.api.post(`/api/v1/sla-recomputations/${id}/stop`);
    await round();
    expect(await job(id)).toMatchObject({ state: 'stopped', done: 0 });
    const again = await world.api.post(`/api/v1/sla-recomputations/${id}/stop`);
    expect(again).toMatchObject({ status: 409, body: { code: 'sla-recomputation-ended' } });
  });
});
