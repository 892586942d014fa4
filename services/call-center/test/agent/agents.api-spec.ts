import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { AgentRoster } from '../../src/agent/agent-roster.api.js';
import type { AgentView, StateDurationsView } from '../../src/agent/agent.dto.js';
import { AgentJournalSchema } from '../../src/agent/infra/agent.schema.js';
import { ok } from '../agent-floor.js';
import { idsOf, SupervisedAgents, type Page } from './supervised-agents.js';

describe('call-center: agents', () => {
  let agents: SupervisedAgents;

  beforeAll(async () => {
    agents = await SupervisedAgents.start();
  });
  afterAll(() => agents.stop());

  describe('log in and say what they are', () => {
    it('not ready at first, then ready, then not ready for a reason there is', async () => {
      const mia = await (await agents.floor.person(agents.aName())).logIn();
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'logged-in', routable: false });
      await mia.is('ready');
      expect(await mia.seen()).toMatchObject({ state: 'ready', reason: null, routable: true, since: agents.now() });
      await mia.is('not-ready', 'meal');
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'meal' });
      const unknown = await mia.client.post('/api/v1/agents/me/status', { state: 'not-ready', reason: 'nap' });
      expect(unknown).toMatchObject({ status: 422, body: { code: 'routing-setup-unknown-reference' } });
      const none = await mia.client.post('/api/v1/agents/me/status', { state: 'not-ready' });
      expect(none).toMatchObject({ status: 422, body: { errors: [{ field: 'reason' }] } });
      await mia.logOut();
      expect(await mia.seen()).toMatchObject({ state: 'offline' });
      const late = await mia.client.post('/api/v1/agents/me/status', { state: 'ready' });
      expect(late).toMatchObject({ status: 409, body: { code: 'agent-move-refused' } });
    });

    it('and others hear of it: ids, codes and times, in order', async () => {
      const mia = await agents.floor.ready(agents.aName());
      await agents.service.settled();
      const heard = agents.service.events('agent.state-changed.v1').filter(({ subject }) => subject === mia.id);
      expect(heard.map(({ data }) => data)).toEqual([
        { agentId: mia.id, seq: 1, from: 'offline', to: 'not-ready', reason: 'logged-in', at: agents.now() },
        { agentId: mia.id, seq: 2, from: 'not-ready', to: 'ready', reason: null, at: agents.now() },
      ]);
    });

    it('by requests that may be repeated with their key: routing decides about each, so none has a transaction around it', async () => {
      const mia = await agents.floor.person(agents.aName());
      const keyed = (client: ApiClient, path: string, body: object = {}) =>
        client.post(`/api/v1/agents/${path}`, body, { 'idempotency-key': newId(new Date()) });
      const mine: [string, object?][] = [
        ['me/log-in'],
        ['me/status', { state: 'ready' }],
        ['me/heartbeat'],
        ['me/after-contact-work/end'],
        ['me/after-contact-work', { engagementId: 'none/1' }],
        ['me/log-out'],
      ];
      const answers: number[] = [];
      for (const [path, body] of mine) answers.push((await keyed(mia.client, path, body)).status);
      for (const path of ['force-status', 'status-requests/none/approve', 'status-requests/none/decline'])
        answers.push((await keyed(agents.sam, `${mia.id}/${path}`, { state: 'offline', why: 'left' })).status);
      expect(answers.filter((status) => status >= 500)).toEqual([]);
      expect(answers.slice(0, 3)).toEqual([204, 204, 200]);
    });

    it('and are nobody before they did', async () => {
      const mia = await agents.floor.person(agents.aName());
      expect(await mia.client.get('/api/v1/agents/me')).toMatchObject({
        status: 404,
        body: { code: 'agent-not-found' },
      });
      expect(await mia.client.post('/api/v1/agents/me/heartbeat', {})).toMatchObject({ status: 404 });
    });
  });

  describe('are seen by supervisors (S3.24, S4.39)', () => {
    it('by state, team, tier and queue, each with since when', async () => {
      const [mia, noa, lea] = [
        await agents.floor.ready(agents.aName()),
        await agents.floor.ready(agents.aName()),
        await agents.floor.ready(agents.aName()),
      ];
      const team = await ok(agents.sam.post<{ id: string }>('/api/v1/teams', { name: 'repairs', tier: 'second-line' }));
      const queue = await ok(
        agents.sam.post<{ id: string }>('/api/v1/queues', { name: 'repairs', channels: ['voice'] }),
      );
      const profile = await ok(
        agents.sam.post<{ id: string }>('/api/v1/routing-profiles', {
          name: 'repairs',
          queues: [{ queueId: queue.id }],
          capacity: { voice: { slots: 1, weight: 100 } },
        }),
      );
      for (const { id } of [mia, noa]) {
        const belonging = { teamId: team.id, profileId: profile.id };
        await ok(agents.sam.put(`/api/v1/agents/${id}/assignment`, belonging, { 'if-match': '"0"' }));
      }
      await noa.is('not-ready', 'meeting');
      expect(idsOf(await agents.list(`teamId=${team.id}`))).toEqual([mia.id, noa.id]);
      expect(idsOf(await agents.list('tier=second-line'))).toEqual([mia.id, noa.id]);
      expect(idsOf(await agents.list(`queueId=${queue.id}&state=ready`))).toEqual([mia.id]);
      expect((await agents.list(`teamId=${team.id}&state=not-ready`)).items).toMatchObject([
        { id: noa.id, reason: 'meeting', since: agents.now(), teamId: team.id, presence: 'online' },
      ]);
      const { items: queues } = await ok(agents.sam.get<{ items: { id: string; name: string }[] }>('/api/v1/queues'));
      const calls = queues.find(({ name }) => name === 'calls')!;
      const byDefault = idsOf(await agents.list(`queueId=${calls.id}`));
      expect(byDefault).toContain(lea.id);
      expect(byDefault).not.toContain(mia.id);
      expect(idsOf(await agents.list(`teamId=${newId(new Date())}`))).toEqual([]);
    });

    it('page by page', async () => {
      for (let more = 0; more < 3; more++) await agents.floor.ready(agents.aName());
      const all = idsOf(await agents.list('state=ready'));
      const seen: string[] = [];
      for (let cursor = ''; ;) {
        const page = await ok(agents.sam.get<Page<AgentView>>(`/api/v1/agents?state=ready&limit=2${cursor}`));
        seen.push(...idsOf(page));
        if (page.next === null) break;
        cursor = `&cursor=${page.next}`;
      }
      expect(seen).toEqual(all);
    });

    it('who say what they are to be, and why, which stays in the journal', async () => {
      const mia = await agents.floor.ready(agents.aName());
      const path = `/api/v1/agents/${mia.id}/force-status`;
      await ok(agents.sam.post(path, { state: 'not-ready', reason: 'training', why: 'fire drill with Bela' }));
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'training' });
      const journal = await runAsTenant('acme', async () =>
        (await agents.service.running.app.get(Database).reader()).findBy(AgentJournalSchema, { aggregateId: mia.id }),
      );
      expect(journal.find(({ type }) => type === 'agent-forced')).toMatchObject({
        data: { by: 'sam', why: 'fire drill with Bela', state: 'not-ready', reason: 'training' },
      });
      await agents.service.settled();
      expect(JSON.stringify(agents.service.events())).not.toMatch(/Bela/);
      expect(await agents.sam.post(path, { state: 'offline' })).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'why' }] },
      });
    });
  });

  describe('and their time', () => {
    it('is all there, by state and reason, also what is still going on, also after a restart (#17, #18)', async () => {
      const from = agents.now();
      const mia = await (await agents.floor.person(agents.aName())).logIn();
      // Or a sweep between two lines finds her gone.
      await mia.heartbeat({ leaseSeconds: 300 });
      agents.service.clock.advance({ seconds: 5.5 });
      await mia.is('ready');
      agents.service.clock.advance({ seconds: 20 });
      await mia.takes('r1', { afterWork: { mode: 'mandatory', seconds: null } });
      agents.service.clock.advance({ seconds: 60 });
      await mia.ends('r1');
      agents.service.clock.advance({ seconds: 14.5 });
      await ok(mia.client.post('/api/v1/agents/me/after-contact-work/end'));
      await mia.is('not-ready', 'meeting');
      agents.service.clock.advance({ seconds: 10 });
      const to = new Date(agents.service.clock.ms() + 3_600_000).toISOString();
      const path = `/api/v1/agents/${mia.id}/state-durations?from=${from}&to=${to}`;
      const durations = await ok(agents.sam.get<StateDurationsView>(path));
      expect(durations).toEqual({
        ...{ from, to: agents.now(), loggedIn: 'PT110S', productive: 'PT104.5S' },
        states: [
          { state: 'not-ready', reason: 'logged-in', duration: 'PT5.5S', productive: false },
          { state: 'ready', reason: null, duration: 'PT20S', productive: true },
          { state: 'engaged', reason: null, duration: 'PT60S', productive: true },
          { state: 'after-contact-work', reason: null, duration: 'PT14.5S', productive: true },
          { state: 'not-ready', reason: 'meeting', duration: 'PT10S', productive: true },
        ],
      });
      expect(await ok(mia.client.get(`/api/v1/agents/me/state-durations?from=${from}&to=${to}`))).toEqual(durations);
    });

    it('is listed stretch by stretch, each whole, page by page', async () => {
      const mia = await (await agents.floor.person(agents.aName())).logIn();
      const start = agents.now();
      for (const reason of ['meal', 'admin', 'meeting']) {
        agents.service.clock.advance({ seconds: 10 });
        await mia.is('not-ready', reason);
      }
      const from = new Date(Date.parse(start) + 5_000).toISOString();
      const path = `/api/v1/agents/${mia.id}/states?from=${from}&to=${new Date(Date.parse(start) + 25_000).toISOString()}`;
      const first = await ok(agents.sam.get<Page<{ reason: string; from: string; to: string }>>(`${path}&limit=2`));
      expect(first.items).toMatchObject([
        { state: 'not-ready', reason: 'logged-in', from: start },
        { reason: 'meal', from: new Date(Date.parse(start) + 10_000).toISOString() },
      ]);
      expect(first.items[1]!.to).toBe(new Date(Date.parse(start) + 20_000).toISOString());
      const second = await ok(agents.sam.get<Page<object>>(`${path}&limit=2&cursor=${first.next}`));
      expect(second).toMatchObject({ items: [{ reason: 'admin' }], next: null });
      const open = await ok(mia.client.get<Page<object>>(`/api/v1/agents/me/states?from=${from}`));
      expect(open.items.at(-1)).toMatchObject({ reason: 'meeting', to: null });
    });
  });

  it('are on the roster with skills, queues and room as they are administered now', async () => {
    const mia = await agents.floor.ready(agents.aName());
    const roster = () =>
      runAsTenant('acme', () => agents.service.running.app.get(AgentRoster, { strict: false }).loggedIn()).then((all) =>
        all.find(({ id }) => id === mia.id),
      );
    expect(await roster()).toMatchObject({
      routable: true,
      skills: {},
      capacity: { voice: { slots: 1, weight: 100 } },
    });
    await ok(agents.sam.post('/api/v1/skills', { code: 'english', label: 'English' }));
    await ok(agents.sam.put(`/api/v1/agents/${mia.id}/assignment`, { skills: { english: 4 } }, { 'if-match': '"0"' }));
    expect(await roster()).toMatchObject({ skills: { english: 4 } });
    await mia.logOut();
    expect(await roster()).toBeUndefined();
    expect(await ok(agents.sam.get<AgentView>(`/api/v1/agents/${mia.id}`))).toMatchObject({ state: 'offline' });
  });

  it('tells other services in which team somebody is, and nobody else', async () => {
    const centre = await agents.service.asCaller({ subject: 'ticket-center', kind: 'service' }, 'service:internal');
    const team = await ok(agents.sam.post<{ id: string }>('/api/v1/teams', { name: 'Repairs' }));
    await ok(agents.sam.put('/api/v1/agents/lou/assignment', { teamId: team.id }, { 'if-match': '"0"' }));
    expect(await ok(centre.get('/internal/agents/lou/team'))).toEqual({ teamId: team.id });
    expect(await ok(centre.get('/internal/agents/nobody/team'))).toEqual({ teamId: null });
    expect(await agents.sam.get('/internal/agents/lou/team')).toMatchObject({ status: 403 });
  });

  it.each([
    ['GET', '/api/v1/agents', 'agent:self'],
    ['GET', '/api/v1/agents/me', 'agent:read'],
    ['POST', '/api/v1/agents/mia/force-status', 'agent:self'],
    ['POST', '/api/v1/agents/mia/status-requests/1/approve', 'agent:self'],
    ['PUT', '/api/v1/agents/mia/assignment', 'agent:read'],
    ['POST', '/api/v1/queues', 'queue:read'],
    ['POST', '/api/v1/skills', 'skill:read'],
  ])('refuses %s %s to someone who only has %s', async (method, path, permission) => {
    const caller = await agents.service.as(permission);
    expect(await caller.call(method, path, method === 'GET' ? undefined : {})).toMatchObject({
      status: 403,
      body: { code: 'not-permitted' },
    });
  });
});
