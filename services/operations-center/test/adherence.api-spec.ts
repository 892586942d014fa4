import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { AgentAdherence, LiveRow } from '../src/adherence/adherence.dto.js';
import { operationsCenter } from '../src/service.js';
import { ARosterCentre, created, GROUP, MONDAY, PEOPLE } from './rostering/a-roster-centre.js';
import { FloorEvents } from './floor-events.js';
import { watching } from './watcher.js';

const MIA = PEOPLE[0]!;
const DAY = 'from=2026-11-30T00:00:00Z&to=2026-11-30T12:00:00Z';

// Mia works in Shanghai from 09:00 to 17:00, which is 01:00Z to 09:00Z, with lunch at 12:00.
serviceOnEachEngine('operations-center: adherence', (start) => {
  let service: ServiceInTest;
  let centre: ARosterCentre;
  let floor: FloorEvents;
  let supervisor: ApiClient;
  let seq = 0;

  beforeAll(async () => {
    service = await start(operationsCenter);
    seq = 0;
    centre = await ARosterCentre.of(service);
    floor = new FloorEvents(service);
    supervisor = centre.planner;
    const { id } = await centre.draft(MONDAY, 1, 1);
    const lunch = { kind: 'lunch', from: '2026-11-30T12:00:00+08:00', to: '2026-11-30T13:00:00+08:00', isPaid: false };
    const times = { startsAt: '2026-11-30T09:00:00+08:00', endsAt: '2026-11-30T17:00:00+08:00' };
    const shift = { agentId: MIA, patternId: centre.dayPattern, ...times, activities: [lunch] };
    await created(supervisor.post(`/api/v1/rosters/${id}/shifts`, shift));
    await created(supervisor.post(`/api/v1/rosters/${id}/publish`));
  });
  afterAll(() => service.stop());

  const at = async (utc: string) => {
    service.clock.set(`2026-11-30T${utc}Z`);
    supervisor = await centre.asPlanner();
  };
  const became = async (utc: string, state: 'ready' | 'engaged' | 'offline' | 'not-ready', reason?: string) => {
    await at(utc);
    await floor.agentBecame(MIA, (seq += 1), state, reason);
  };
  const day = async (more = '') => {
    const path = `/api/v1/adherence?planningGroupId=${GROUP}&${DAY}${more}`;
    const { items } = await created<{ items: AgentAdherence[] }>(supervisor.get(path));
    return items.find(({ agentId }) => agentId === MIA)!;
  };
  const live = async () => {
    const { items } = await created<{ items: LiveRow[] }>(
      supervisor.get(`/api/v1/adherence/live?planningGroupId=${GROUP}`),
    );
    return items.find(({ agentId }) => agentId === MIA)!;
  };

  it('is live: who should be at work and is not, since when', async () => {
    await at('01:10:00');
    expect(await live()).toMatchObject({
      ...{ activity: 'work', state: 'offline', isOut: true, minutesOut: 10, adherence: 0 },
      ...{ outSince: '2026-11-30T01:00:00.000Z', until: '2026-11-30T04:00:00.000Z' },
    });
    await became('01:30:00', 'ready');
    expect(await live()).toMatchObject({ state: 'ready', isOut: false, outSince: null, minutesOut: 30 });
  });

  it('is pushed to whoever watches the group', async () => {
    const path = `/api/v1/adherence/live/stream?planningGroupId=${GROUP}`;
    const watcher = await watching<{ items: LiveRow[] }>(supervisor, path);
    const { items } = await watcher.next();
    expect(items).toHaveLength(PEOPLE.length);
    expect(items.find(({ agentId }) => agentId === MIA)).toMatchObject({ state: 'ready', minutesOut: 30 });
    watcher.leave();
  });

  it('is told by day and by interval, of the state that was planned', async () => {
    await became('04:00:30', 'not-ready', 'meal');
    await became('05:00:00', 'engaged');
    await became('09:00:00', 'offline');
    expect(await day()).toMatchObject({
      ...{ scheduledMinutes: 480, adherence: 93.75, conformance: 92.98 },
      deviations: [{ from: '2026-11-30T01:00:00.000Z', to: '2026-11-30T01:30:00.000Z', state: 'offline' }],
    });
    const { intervals } = await day('&minutes=60');
    expect(intervals.slice(0, 3).map(({ adherence }) => adherence)).toEqual([null, 50, 100]);
    const own = await (await centre.as(MIA)).get<AgentAdherence>(`/api/v1/my-adherence?${DAY}`);
    expect(own.body.adherence).toBe(93.75);
  });

  it('counts anew when a deviation is approved, by somebody else', async () => {
    const time = { from: '2026-11-30T09:00:00+08:00', to: '2026-11-30T09:30:00+08:00' };
    const excuse = { agentId: MIA, ...time, as: 'excused', reason: 'late-train' };
    const own = await service.asCaller({ subject: MIA }, 'adherence:except');
    expect((await own.post<{ code: string }>('/api/v1/adherence-exceptions', excuse)).body.code).toBe(
      'adherence-exception-own',
    );
    const { id } = await created<{ id: string }>(supervisor.post('/api/v1/adherence-exceptions', excuse));
    expect(await day()).toMatchObject({ scheduledMinutes: 450, adherence: 100 });
    await created(supervisor.delete(`/api/v1/adherence-exceptions/${id}`, { 'if-match': '"1"' }));
    expect((await day()).adherence).toBe(93.75);
  });

  it('counts anew when the schedule is another', async () => {
    const { body } = await (
      await centre.as(MIA)
    ).get<{ shifts: { id: string; version: number }[] }>('/api/v1/my-shifts?from=2026-11-30&to=2026-11-30');
    const [{ id, version }] = body.shifts as [{ id: string; version: number }];
    const later = { startsAt: '2026-11-30T09:30:00+08:00', endsAt: '2026-11-30T17:00:00+08:00' };
    const lunch = { kind: 'lunch', from: '2026-11-30T12:00:00+08:00', to: '2026-11-30T13:00:00+08:00', isPaid: false };
    const shift = { agentId: MIA, patternId: centre.dayPattern, ...later, activities: [lunch] };
    await created(supervisor.put(`/api/v1/roster-shifts/${id}`, shift, { 'if-match': `"${version}"` }));
    expect(await day()).toMatchObject({ scheduledMinutes: 450, adherence: 100, deviations: [] });
  });

  it('goes by what the tenant counts as what', async () => {
    const path = '/api/v1/adherence-settings/tenant';
    const { version, ...settings } = await created<{ version: number; reasons: object }>(supervisor.get(path));
    const strict = { ...settings, toleranceSeconds: 0 };
    await created(supervisor.put(path, strict, { 'if-match': `"${version}"` }));
    expect((await day()).adherence).toBe(99.89);
    expect((await supervisor.put(path, strict, { 'if-match': `"${version}"` })).status).toBe(412);
  });
});
