import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { AgentPresence } from '../../src/agent/agent-presence.api.js';
import { AgentRoster } from '../../src/agent/agent-roster.api.js';
import type { AgentView, StateDurationsView } from '../../src/agent/agent.dto.js';
import { AgentJournalSchema } from '../../src/agent/infra/agent.schema.js';
import { callCenter } from '../../src/service.js';
import { AgentFloor, ok } from '../agent-floor.js';
import { CallDesk } from '../call-desk.js';

interface Page<Item> {
  items: Item[];
  next: string | null;
}

describe('call-center: agents', () => {
  let service: ServiceInTest;
  let floor: AgentFloor;
  let sam: ApiClient;
  let people = 0;

  beforeAll(async () => {
    service = await startForTest(callCenter);
    floor = new AgentFloor(service);
    sam = await floor.supervisor();
  });
  afterAll(() => service.stop());

  const aName = () => `agent-${people++}`;
  const now = () => service.clock.now().toISOString();
  const list = (query: string) => ok(sam.get<Page<AgentView>>(`/api/v1/agents?limit=200&${query}`));
  const idsOf = ({ items }: Page<AgentView>) => items.map(({ id }) => id);
  const anAgentNamed = (id: string) => ok(sam.get<AgentView>(`/api/v1/agents/${id}`));

  describe('log in and say what they are', () => {
    it('not ready at first, then ready, then not ready for a reason there is', async () => {
      const mia = await (await floor.person(aName())).logIn();
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'logged-in', routable: false });
      await mia.is('ready');
      expect(await mia.seen()).toMatchObject({ state: 'ready', reason: null, routable: true, since: now() });
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
      const mia = await floor.ready(aName());
      await service.settled();
      const heard = service.events('agent.state-changed.v1').filter(({ subject }) => subject === mia.id);
      expect(heard.map(({ data }) => data)).toEqual([
        { agentId: mia.id, seq: 1, from: 'offline', to: 'not-ready', reason: 'logged-in', at: now() },
        { agentId: mia.id, seq: 2, from: 'not-ready', to: 'ready', reason: null, at: now() },
      ]);
    });

    it('by requests that may be repeated with their key: routing decides about each, so none has a transaction around it', async () => {
      const mia = await floor.person(aName());
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
        answers.push((await keyed(sam, `${mia.id}/${path}`, { state: 'offline', why: 'left' })).status);
      expect(answers.filter((status) => status >= 500)).toEqual([]);
      expect(answers.slice(0, 3)).toEqual([204, 204, 200]);
    });

    it('and are nobody before they did', async () => {
      const mia = await floor.person(aName());
      expect(await mia.client.get('/api/v1/agents/me')).toMatchObject({
        status: 404,
        body: { code: 'agent-not-found' },
      });
      expect(await mia.client.post('/api/v1/agents/me/heartbeat', {})).toMatchObject({ status: 404 });
    });
  });

  describe('are present by lease, not by socket', () => {
    it('as long as it is renewed, however long the telephone sleeps meanwhile (#7)', async () => {
      const mia = await floor.ready(aName());
      service.clock.advance({ seconds: 60 });
      expect(await mia.heartbeat({ presence: 'away', leaseSeconds: 600 })).toBe(
        new Date(service.clock.now().getTime() + 600_000).toISOString(),
      );
      service.clock.advance({ seconds: 599 });
      await floor.sweep();
      expect(await mia.seen()).toMatchObject({ presence: 'away', state: 'ready' });
    });

    it('which a socket may renew too, as it was, and never shorten', async () => {
      const mia = await floor.ready(aName());
      const until = await mia.heartbeat({ presence: 'away', leaseSeconds: 600 });
      const renew = () =>
        runAsTenant('acme', () => service.running.app.get(AgentPresence, { strict: false }).renew(mia.id));
      expect((await renew()).toISOString()).toBe(until);
      service.clock.advance({ seconds: 580 });
      expect(await renew()).toEqual(new Date(service.clock.now().getTime() + 90_000));
      service.clock.advance({ seconds: 89 });
      await floor.sweep();
      expect(await mia.seen()).toMatchObject({ presence: 'away', state: 'ready' });
    });

    it('and are gone when it runs out: offline to colleagues and to routing', async () => {
      const mia = await floor.ready(aName());
      const { version } = await mia.seen();
      await mia.heartbeat();
      expect(await mia.seen()).toMatchObject({ version, presence: 'online' });
      service.clock.advance({ seconds: 90 });
      expect(await mia.seen()).toMatchObject({ presence: 'offline', state: 'ready' });
      await floor.sweep();
      expect(await mia.seen()).toMatchObject({ presence: 'offline', state: 'offline', since: now() });
      await mia.heartbeat();
      expect(await mia.seen()).toMatchObject({ presence: 'online', state: 'offline' });
      await mia.logIn();
      expect(await mia.seen()).toMatchObject({ state: 'not-ready' });
    });

    it('but keep the call they have, and all else if they return during it', async () => {
      const mia = await (await floor.ready(aName())).takes(newId(new Date()));
      service.clock.advance({ seconds: 90 });
      await floor.sweep();
      expect(await mia.seen()).toMatchObject({ presence: 'offline', state: 'engaged', next: { by: 'lease' } });
      await mia.heartbeat();
      const { engagements } = await mia.seen();
      await mia.ends(engagements[0]!.id);
      expect(await mia.seen()).toMatchObject({ state: 'ready', next: null });
    });
  });

  describe('have their work', () => {
    it('offered, taken, ended, with after-contact work until its time', async () => {
      const mia = await floor.ready(aName());
      await mia.takes('r1', { afterWork: { mode: 'timeboxed', seconds: 30 } });
      expect(await mia.seen()).toMatchObject({ state: 'engaged', engagements: [{ id: 'r1', channel: 'voice' }] });
      await mia.ends('r1');
      const endsAt = new Date(service.clock.now().getTime() + 30_000).toISOString();
      expect(await mia.seen()).toMatchObject({ state: 'after-contact-work', afterContactWork: [{ endsAt }] });
      service.clock.advance({ seconds: 31 });
      await floor.sweep();
      expect(await mia.seen()).toMatchObject({
        state: 'ready',
        since: endsAt,
        idleSince: endsAt,
        afterContactWork: [],
      });
    });

    it('may ask for after-contact work, and end it', async () => {
      const mia = await (await floor.ready(aName())).takes('r1');
      await ok(mia.client.post('/api/v1/agents/me/after-contact-work', { engagementId: 'r1' }));
      await mia.ends('r1');
      expect(await mia.seen()).toMatchObject({ state: 'after-contact-work', afterContactWork: [{ endsAt: null }] });
      await ok(mia.client.post('/api/v1/agents/me/after-contact-work/end'));
      expect(await mia.seen()).toMatchObject({ state: 'ready' });
      const again = await mia.client.post('/api/v1/agents/me/after-contact-work/end');
      expect(again).toMatchObject({ status: 409, body: { code: 'agent-move-refused' } });
    });

    it('say what comes after it: the last one said counts (#22)', async () => {
      const mia = await (await floor.ready(aName())).takes('r1');
      await mia.logOut();
      await mia.is('not-ready', 'meal');
      expect(await mia.seen()).toMatchObject({ state: 'engaged', next: { state: 'not-ready', reason: 'meal' } });
      await mia.ends('r1');
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'meal', next: null });
    });

    it('call out while not ready and are that again afterwards (#21)', async () => {
      const mia = await (await floor.person(aName())).logIn();
      await mia.is('not-ready', 'admin');
      await mia.calls('out');
      await mia.ends('out');
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'admin' });
    });

    it('take ten chats, and the eleventh when the profile lets them, at once', async () => {
      const mia = await floor.ready(aName());
      for (let chat = 1; chat <= 10; chat++) await mia.takes(`c${chat}`, { channel: 'chat' });
      await expect(mia.offered('c11', { channel: 'chat' })).rejects.toMatchObject({ code: 'agent-at-capacity' });
      const profiles = await ok(
        sam.get<{ items: { id: string; name: string; queues: object[] }[] }>('/api/v1/routing-profiles'),
      );
      const queues = profiles.items[0]!.queues;
      const capacity = { chat: { slots: 20, weight: 5 } };
      const profile = await ok(
        sam.post<{ id: string }>('/api/v1/routing-profiles', { name: 'chatters', queues, capacity }),
      );
      await ok(sam.put(`/api/v1/agents/${mia.id}/assignment`, { profileId: profile.id }, { 'if-match': '"0"' }));
      await mia.offered('c11', { channel: 'chat' });
      expect(await mia.seen()).toMatchObject({ state: 'engaged', offers: [{ id: 'c11' }], profileId: profile.id });
    });

    it('do not answer: not responding until they say so', async () => {
      const mia = await (await floor.ready(aName())).offered('r1');
      service.clock.advance({ seconds: 20 });
      await floor.desk((desk) => desk.miss(mia.id, 'r1'));
      expect(await mia.seen()).toMatchObject({ state: 'not-responding', routable: false });
      await expect(floor.desk((desk) => desk.accept(mia.id, 'r1'))).rejects.toMatchObject({
        code: 'reservation-ended',
        details: { state: 'missed' },
      });
      await mia.is('ready');
      expect(await mia.seen()).toMatchObject({ state: 'ready', routable: true, idleSince: now() });
    });

    it('are not held by a contact that has ended, whoever forgot to say so (#20)', async () => {
      const desk = new CallDesk(await service.as('contact:*'));
      const contactId = await desk.contact({ channel: 'voice' });
      const mia = await (await floor.ready(aName())).takes('r1', { contactId });
      await desk.end(contactId, 'abandoned');
      await service.settled();
      expect(await mia.seen()).toMatchObject({ state: 'ready', engagements: [] });
    });
  });

  describe('ask for approval where the reason needs it', () => {
    it('and are so when a supervisor has approved', async () => {
      const mia = await (await floor.ready(aName())).is('not-ready', 'break');
      const { state, request } = await mia.seen();
      expect({ state, request }).toMatchObject({ state: 'ready', request: { reason: 'break', at: now() } });
      expect(idsOf(await list('requested=true'))).toContain(mia.id);
      const path = `/api/v1/agents/${mia.id}/status-requests/${request!.id}`;
      await ok(sam.post(`${path}/approve`));
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'break', request: null });
      expect(await sam.post(`${path}/approve`)).toMatchObject({
        status: 409,
        body: { code: 'agent-status-request-not-open' },
      });
      expect(idsOf(await list('requested=true'))).not.toContain(mia.id);
    });

    it('or stay as they are', async () => {
      const mia = await (await floor.ready(aName())).is('not-ready', 'break');
      const { request } = await mia.seen();
      const own = await service.asCaller({ subject: mia.id }, 'agent:supervise');
      const path = `/api/v1/agents/${mia.id}/status-requests/${request!.id}`;
      expect(await own.post(`${path}/approve`)).toMatchObject({ status: 403 });
      await ok(sam.post(`${path}/decline`));
      expect(await mia.seen()).toMatchObject({ state: 'ready', request: null });
    });
  });

  describe('are seen by supervisors (S3.24, S4.39)', () => {
    it('by state, team, tier and queue, each with since when', async () => {
      const [mia, noa, lea] = [await floor.ready(aName()), await floor.ready(aName()), await floor.ready(aName())];
      const team = await ok(sam.post<{ id: string }>('/api/v1/teams', { name: 'repairs', tier: 'second-line' }));
      const queue = await ok(sam.post<{ id: string }>('/api/v1/queues', { name: 'repairs', channels: ['voice'] }));
      const profile = await ok(
        sam.post<{ id: string }>('/api/v1/routing-profiles', {
          name: 'repairs',
          queues: [{ queueId: queue.id }],
          capacity: { voice: { slots: 1, weight: 100 } },
        }),
      );
      for (const { id } of [mia, noa]) {
        const belonging = { teamId: team.id, profileId: profile.id };
        await ok(sam.put(`/api/v1/agents/${id}/assignment`, belonging, { 'if-match': '"0"' }));
      }
      await noa.is('not-ready', 'meeting');
      expect(idsOf(await list(`teamId=${team.id}`))).toEqual([mia.id, noa.id]);
      expect(idsOf(await list('tier=second-line'))).toEqual([mia.id, noa.id]);
      expect(idsOf(await list(`queueId=${queue.id}&state=ready`))).toEqual([mia.id]);
      expect((await list(`teamId=${team.id}&state=not-ready`)).items).toMatchObject([
        { id: noa.id, reason: 'meeting', since: now(), teamId: team.id, presence: 'online' },
      ]);
      const { items: queues } = await ok(sam.get<{ items: { id: string; name: string }[] }>('/api/v1/queues'));
      const calls = queues.find(({ name }) => name === 'calls')!;
      const byDefault = idsOf(await list(`queueId=${calls.id}`));
      expect(byDefault).toContain(lea.id);
      expect(byDefault).not.toContain(mia.id);
      expect(idsOf(await list(`teamId=${newId(new Date())}`))).toEqual([]);
    });

    it('page by page', async () => {
      for (let more = 0; more < 3; more++) await floor.ready(aName());
      const all = idsOf(await list('state=ready'));
      const seen: string[] = [];
      for (let cursor = ''; ;) {
        const page = await ok(sam.get<Page<AgentView>>(`/api/v1/agents?state=ready&limit=2${cursor}`));
        seen.push(...idsOf(page));
        if (page.next === null) break;
        cursor = `&cursor=${page.next}`;
      }
      expect(seen).toEqual(all);
    });

    it('who say what they are to be, and why, which stays in the journal', async () => {
      const mia = await floor.ready(aName());
      const path = `/api/v1/agents/${mia.id}/force-status`;
      await ok(sam.post(path, { state: 'not-ready', reason: 'training', why: 'fire drill with Bela' }));
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'training' });
      const journal = await runAsTenant('acme', async () =>
        (await service.running.app.get(Database).reader()).findBy(AgentJournalSchema, { aggregateId: mia.id }),
      );
      expect(journal.find(({ type }) => type === 'agent-forced')).toMatchObject({
        data: { by: 'sam', why: 'fire drill with Bela', state: 'not-ready', reason: 'training' },
      });
      await service.settled();
      expect(JSON.stringify(service.events())).not.toMatch(/Bela/);
      expect(await sam.post(path, { state: 'offline' })).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'why' }] },
      });
    });
  });

  describe('and their time', () => {
    it('is all there, by state and reason, also what is still going on, also after a restart (#17, #18)', async () => {
      const from = now();
      const mia = await (await floor.person(aName())).logIn();
      // Or a sweep between two lines finds her gone.
      await mia.heartbeat({ leaseSeconds: 300 });
      service.clock.advance({ seconds: 5.5 });
      await mia.is('ready');
      service.clock.advance({ seconds: 20 });
      await mia.takes('r1', { afterWork: { mode: 'mandatory', seconds: null } });
      service.clock.advance({ seconds: 60 });
      await mia.ends('r1');
      service.clock.advance({ seconds: 14.5 });
      await ok(mia.client.post('/api/v1/agents/me/after-contact-work/end'));
      await mia.is('not-ready', 'meeting');
      service.clock.advance({ seconds: 10 });
      const to = new Date(service.clock.now().getTime() + 3_600_000).toISOString();
      const path = `/api/v1/agents/${mia.id}/state-durations?from=${from}&to=${to}`;
      const durations = await ok(sam.get<StateDurationsView>(path));
      expect(durations).toEqual({
        ...{ from, to: now(), loggedIn: 'PT110S', productive: 'PT104.5S' },
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
      const mia = await (await floor.person(aName())).logIn();
      const start = now();
      for (const reason of ['meal', 'admin', 'meeting']) {
        service.clock.advance({ seconds: 10 });
        await mia.is('not-ready', reason);
      }
      const from = new Date(Date.parse(start) + 5_000).toISOString();
      const path = `/api/v1/agents/${mia.id}/states?from=${from}&to=${new Date(Date.parse(start) + 25_000).toISOString()}`;
      const first = await ok(sam.get<Page<{ reason: string; from: string; to: string }>>(`${path}&limit=2`));
      expect(first.items).toMatchObject([
        { state: 'not-ready', reason: 'logged-in', from: start },
        { reason: 'meal', from: new Date(Date.parse(start) + 10_000).toISOString() },
      ]);
      expect(first.items[1]!.to).toBe(new Date(Date.parse(start) + 20_000).toISOString());
      const second = await ok(sam.get<Page<object>>(`${path}&limit=2&cursor=${first.next}`));
      expect(second).toMatchObject({ items: [{ reason: 'admin' }], next: null });
      const open = await ok(mia.client.get<Page<object>>(`/api/v1/agents/me/states?from=${from}`));
      expect(open.items.at(-1)).toMatchObject({ reason: 'meeting', to: null });
    });
  });

  it('are on the roster with skills, queues and room as they are administered now', async () => {
    const mia = await floor.ready(aName());
    const roster = () =>
      runAsTenant('acme', () => service.running.app.get(AgentRoster, { strict: false }).loggedIn()).then((all) =>
        all.find(({ id }) => id === mia.id),
      );
    expect(await roster()).toMatchObject({
      routable: true,
      skills: {},
      capacity: { voice: { slots: 1, weight: 100 } },
    });
    await ok(sam.post('/api/v1/skills', { code: 'english', label: 'English' }));
    await ok(sam.put(`/api/v1/agents/${mia.id}/assignment`, { skills: { english: 4 } }, { 'if-match': '"0"' }));
    expect(await roster()).toMatchObject({ skills: { english: 4 } });
    await mia.logOut();
    expect(await roster()).toBeUndefined();
    expect(await anAgentNamed(mia.id)).toMatchObject({ state: 'offline' });
  });

  it('tells other services in which team somebody is, and nobody else', async () => {
    const centre = await service.asCaller({ subject: 'ticket-center', kind: 'service' }, 'service:internal');
    const team = await ok(sam.post<{ id: string }>('/api/v1/teams', { name: 'Repairs' }));
    await ok(sam.put('/api/v1/agents/lou/assignment', { teamId: team.id }, { 'if-match': '"0"' }));
    expect(await ok(centre.get('/internal/agents/lou/team'))).toEqual({ teamId: team.id });
    expect(await ok(centre.get('/internal/agents/nobody/team'))).toEqual({ teamId: null });
    expect(await sam.get('/internal/agents/lou/team')).toMatchObject({ status: 403 });
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
    const caller = await service.as(permission);
    expect(await caller.call(method, path, method === 'GET' ? undefined : {})).toMatchObject({
      status: 403,
      body: { code: 'not-permitted' },
    });
  });
});
