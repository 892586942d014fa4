import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { CounterSchema } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { SetupTelling, TELLING } from '../../src/setup-telling.js';
import { AgentFloor, ok } from '../agent-floor.js';

interface Made {
  id: string;
  version: number;
}
interface Listed {
  items: (Made & Record<string, unknown>)[];
}
const anId = () => newId(new Date());

describe('call-center: who is routed where, and how', () => {
  let service: ServiceInTest;
  let sam: ApiClient;

  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme', 'globex'] });
    sam = await new AgentFloor(service).supervisor();
  });
  afterAll(() => service.stop());

  const list = async (what: string) => (await ok(sam.get<Listed>(`/api/v1/${what}`))).items;
  const make = (what: string, body: object) => ok(sam.post<Made>(`/api/v1/${what}`, body));
  const seen = (version: number) => ({ 'if-match': `"${version}"` });
  const PROFILE = { queues: [], capacity: { voice: { slots: 1, weight: 100 } } };

  it('comes with the tenant: a queue for each common channel, a profile with all of them, reasons, no skills', async () => {
    const queues = await list('queues');
    expect(queues.map(({ name, channels }) => [name, channels])).toEqual([
      ['calls', ['voice']],
      ['chats', ['chat']],
      ['mails', ['email']],
      ['wechat', ['wechat']],
    ]);
    const [profile, ...others] = await list('routing-profiles');
    expect(others).toEqual([]);
    expect(profile).toMatchObject({ name: 'default', capacity: { voice: { weight: 100 }, chat: { slots: 10 } } });
    expect((profile!['queues'] as { queueId: string }[]).map(({ queueId }) => queueId).sort()).toEqual(
      queues.map(({ id }) => id).sort(),
    );
    expect((await list('not-ready-reasons')).map(({ code, needsApproval }) => [code, needsApproval])).toEqual([
      ['admin', false],
      ['break', true],
      ['meal', false],
      ['meeting', false],
      ['training', false],
    ]);
    expect(await list('skills')).toEqual([]);
  });

  it('a queue says everything a router asks, and says it again', async () => {
    const target = await make('queues', { name: 'spill', channels: ['voice'] });
    const plan = await make('routing-plans', { name: 'any', steps: [{ contactSkills: 'required' }] });
    const text = {
      ...{ name: 'gold', channels: ['voice', 'chat'], planId: plan.id },
      ...{ strategy: 'best-skilled', priorityWorthSeconds: 'strict', offerSeconds: 15, ringsAtMost: 3 },
      noAnswer: { excludedSeconds: 60, toTheEnd: true },
      rejected: { excludedSeconds: 10, toTheEnd: true },
      breaker: { misses: 3, pauseSeconds: 45 },
      wrapUp: { mode: 'forced', seconds: 20 },
      serviceLevel: { seconds: 10, targetPercent: 90 },
      ...{ shortAbandonSeconds: 3, product: 'car' },
      overLength: { length: 20, to: target.id },
      afterWait: { seconds: 120, to: target.id },
      callback: { attempts: 2, retrySeconds: 600, from: '09:00', to: '20:00' },
      ...{ maxWaiting: 100, leavesAfterSeconds: 1_800 },
    };
    const queue = await make('queues', text);
    expect(await ok(sam.get(`/api/v1/queues/${queue.id}`))).toEqual({ ...text, id: queue.id, version: 1 });
    const unknown = { ...text, name: 'other', overLength: { length: 20, to: anId() } };
    expect(await sam.post('/api/v1/queues', unknown)).toMatchObject({
      status: 422,
      body: { code: 'routing-setup-unknown-reference' },
    });
    expect(await sam.post('/api/v1/queues', { ...text, name: 'other', planId: anId() })).toMatchObject({ status: 422 });
    expect(await sam.post('/api/v1/queues', text)).toMatchObject({
      status: 409,
      body: { code: 'routing-setup-name-taken' },
    });
    const inUse = { status: 409, body: { code: 'routing-setup-in-use' } };
    expect(await sam.delete(`/api/v1/queues/${target.id}`)).toMatchObject(inUse);
    expect(await sam.delete(`/api/v1/routing-plans/${plan.id}`)).toMatchObject(inUse);
    await ok(sam.delete(`/api/v1/queues/${queue.id}`));
    await ok(sam.delete(`/api/v1/queues/${target.id}`));
    await ok(sam.delete(`/api/v1/routing-plans/${plan.id}`));
  });

  it.each([
    ['wrapUp', { wrapUp: { mode: 'timeboxed' } }],
    ['strategy', { strategy: 'whoever' }],
    ['channels', { channels: [] }],
    ['offerSeconds', { offerSeconds: 0 }],
  ])('a queue is refused with a wrong %s', async (field, wrong) => {
    const refused = await sam.post<{ errors: { field: string }[] }>('/api/v1/queues', {
      ...{ name: 'wrong', channels: ['voice'] },
      ...wrong,
    });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0]!.field).toMatch(field);
  });

  it('a plan is a series of versions, each kept; only the last step lasts for ever; skills must exist', async () => {
    await make('skills', { code: 'german', label: 'German' });
    await make('skills', { code: 'billing', label: 'Billing' });
    const german = { skill: 'german', atLeast: 3 };
    const steps = [
      {
        requires: { all: [german, { any: [{ skill: 'billing', atLeast: 1 }] }] },
        contactSkills: 'required',
        expiresAfterSeconds: 30,
      },
      { requires: german, contactSkills: 'ignored', levelsLower: 1 },
    ];
    const plan = await make('routing-plans', { name: 'german first', steps });
    const body = { name: 'german first', steps: steps.slice(1) };
    const path = `/api/v1/routing-plans/${plan.id}`;
    expect(await sam.put(path, body)).toMatchObject({ status: 428 });
    expect(await ok(sam.put(path, body, seen(1)))).toMatchObject({ version: 2, steps: steps.slice(1) });
    expect(await sam.put(path, body, seen(1))).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    expect(await ok(sam.get(`${path}/versions/1`))).toMatchObject({ planId: plan.id, version: 1, steps });
    expect(await ok(sam.get(`${path}/versions/2`))).toMatchObject({ steps: steps.slice(1) });
    expect(await sam.get(`${path}/versions/3`)).toMatchObject({ status: 404 });
    const endless = [{ contactSkills: 'required' }, { contactSkills: 'ignored' }];
    expect(await sam.post('/api/v1/routing-plans', { name: 'endless', steps: endless })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'steps' }] },
    });
    const unknown = [{ requires: { skill: 'klingon', atLeast: 1 } }];
    expect(await sam.post('/api/v1/routing-plans', { name: 'klingon', steps: unknown })).toMatchObject({
      status: 422,
      body: { code: 'routing-setup-unknown-reference' },
    });
    const tooGood = [{ requires: { skill: 'german', atLeast: 6 } }];
    expect(await sam.post('/api/v1/routing-plans', { name: 'six', steps: tooGood })).toMatchObject({ status: 422 });
    const skill = (await list('skills')).find(({ code }) => code === 'german')!;
    expect(await sam.delete(`/api/v1/skills/${skill.id}`)).toMatchObject({
      status: 409,
      body: { code: 'routing-setup-in-use' },
    });
  });

  it('a profile names queues there are, each once; the default one stays', async () => {
    const queue = await make('queues', { name: 'vip', channels: ['voice'] });
    const queues = [{ queueId: queue.id, priority: 2, delaySeconds: 30 }];
    const profile = await make('routing-profiles', { ...PROFILE, name: 'vip', queues });
    expect(profile).toMatchObject({ queues, capacity: { voice: { slots: 1, weight: 100, interrupts: [] } } });
    expect(await sam.delete(`/api/v1/queues/${queue.id}`)).toMatchObject({ body: { code: 'routing-setup-in-use' } });
    const twice = { ...PROFILE, name: 'twice', queues: [...queues, ...queues] };
    expect(await sam.post('/api/v1/routing-profiles', twice)).toMatchObject({
      body: { errors: [{ field: 'queues' }] },
    });
    const unknown = { ...PROFILE, name: 'unknown', queues: [{ queueId: anId() }] };
    expect(await sam.post('/api/v1/routing-profiles', unknown)).toMatchObject({
      body: { code: 'routing-setup-unknown-reference' },
    });
    const standard = (await list('routing-profiles')).find(({ name }) => name === 'default')!;
    const path = `/api/v1/routing-profiles/${standard.id}`;
    const stays = { status: 409, body: { code: 'routing-profile-is-default' } };
    expect(await sam.put(path, { ...PROFILE, name: 'renamed' }, seen(1))).toMatchObject(stays);
    expect(await sam.delete(path)).toMatchObject(stays);
    const changed = await ok(sam.put<Made>(path, { ...standard, capacity: PROFILE.capacity }, seen(1)));
    expect(changed).toMatchObject({ version: 2, capacity: { voice: { slots: 1 } } });
  });

  it('agents have a team, a profile and levels of skills there are; what somebody has cannot be removed', async () => {
    const team = await make('teams', { name: 'night' });
    const profile = await make('routing-profiles', { ...PROFILE, name: 'night' });
    const skill = await make('skills', { code: 'french', label: 'French' });
    const path = '/api/v1/agents/lea/assignment';
    expect(await ok(sam.get(path))).toEqual({
      id: 'lea',
      version: 0,
      teamId: null,
      profileId: null,
      skills: {},
      extension: null,
    });
    const belonging = { teamId: team.id, profileId: profile.id, skills: { french: 5 }, extension: 'sip-lea' };
    expect(await sam.put(path, belonging)).toMatchObject({ status: 428 });
    expect(await ok(sam.put(path, belonging, seen(0)))).toEqual({ ...belonging, id: 'lea', version: 1 });
    expect(await sam.put(path, belonging, seen(0))).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    for (const wrong of [
      { teamId: anId() },
      { profileId: anId() },
      { skills: { klingon: 1 } },
      { skills: { french: 6 } },
    ])
      expect(await sam.put(path, { ...belonging, ...wrong }, seen(1))).toMatchObject({ status: 422 });
    for (const used of [`teams/${team.id}`, `routing-profiles/${profile.id}`, `skills/${skill.id}`])
      expect(await sam.delete(`/api/v1/${used}`)).toMatchObject({
        status: 409,
        body: { code: 'routing-setup-in-use' },
      });
    await ok(sam.put(path, {}, seen(1)));
    for (const free of [`teams/${team.id}`, `routing-profiles/${profile.id}`, `skills/${skill.id}`])
      expect(await sam.delete(`/api/v1/${free}`)).toMatchObject({ status: 204 });
  });

  it('codes never change, labels do', async () => {
    const skill = await make('skills', { code: 'latin', label: 'Latin' });
    const renamed = await ok(sam.put(`/api/v1/skills/${skill.id}`, { code: 'greek', label: 'Classics' }, seen(1)));
    expect(renamed).toMatchObject({ code: 'latin', label: 'Classics', version: 2 });
    const reason = await make('not-ready-reasons', { code: 'coaching', label: 'Coaching' });
    const changed = { code: 'other', label: 'Coached', needsApproval: true, productive: true };
    const path = `/api/v1/not-ready-reasons/${reason.id}`;
    expect(await ok(sam.put(path, changed, seen(1)))).toMatchObject({ ...changed, code: 'coaching' });
    expect(await sam.post('/api/v1/not-ready-reasons', { code: 'logged-in', label: 'x' })).toMatchObject({
      status: 422,
    });
    await ok(sam.delete(path));
    expect(await sam.get(path)).toMatchObject({ status: 404, body: { code: 'not-ready-reason-not-found' } });
  });

  it('each change is told, in order', async () => {
    const team = await make('teams', { name: 'day' });
    await ok(sam.put(`/api/v1/teams/${team.id}`, { name: 'early' }, seen(1)));
    await ok(sam.delete(`/api/v1/teams/${team.id}`));
    await service.settled();
    const told = service.events('routing-setup.changed.v1').filter(({ subject }) => subject === team.id);
    const named = [
      ['added', 'day'],
      ['changed', 'early'],
      ['removed', 'early'],
    ] as const;
    expect(told.map(({ data }) => data)).toEqual(
      named.map(([change, name]) => ({ kind: 'team', id: team.id, change, team: { name } })),
    );
  });

  it('a queue tells what its figures are judged by, an assignment the team and the profile, a profile what is served', async () => {
    const goal = { serviceLevel: { seconds: 45, targetPercent: 90 }, shortAbandonSeconds: 3, product: 'car' };
    const queue = await make('queues', { name: 'cars', channels: ['voice'], ...goal });
    const team = await make('teams', { name: 'north' });
    const profile = await make('routing-profiles', {
      name: 'drivers',
      queues: [{ queueId: queue.id, priority: 1, delaySeconds: 0 }],
      capacity: { voice: { slots: 1, weight: 100 } },
    });
    const path = '/api/v1/agents/ann/assignment';
    await ok(sam.put(path, { teamId: team.id, profileId: profile.id, skills: {} }, seen(0)));
    await service.settled();
    const told = service.events('routing-setup.changed.v1').map(({ data }) => data);
    expect(told).toContainEqual({
      ...{ kind: 'queue', id: queue.id, change: 'added' },
      queue: {
        ...{ name: 'cars', product: 'car', channels: ['voice'] },
        ...{ serviceLevelSeconds: 45, serviceLevelPercent: 90, shortAbandonSeconds: 3 },
      },
    });
    expect(told).toContainEqual({
      ...{ kind: 'routing-profile', id: profile.id, change: 'added' },
      profile: { isDefault: false, queueIds: [queue.id], channels: ['voice'] },
    });
    expect(told).toContainEqual({
      ...{ kind: 'agent-assignment', id: 'ann', change: 'added' },
      assignment: { teamId: team.id, profileId: profile.id, skills: {} },
    });
  });

  it('is told again, once, by a version that tells more of it: nothing has changed by that', async () => {
    const team = await make('teams', { name: 'old hands' });
    await ok(sam.put('/api/v1/agents/old-hand/assignment', { teamId: team.id, profileId: null, skills: {} }, seen(0)));
    await service.settled();
    const before = service.events('routing-setup.changed.v1').length;
    const again = () =>
      service
        .events('routing-setup.changed.v1')
        .slice(before)
        .filter(({ tenantid }) => tenantid === 'acme');
    const { app } = service.running;
    const start = () => runAsTenant('acme', () => app.get(SetupTelling, { strict: false }).seed());
    await start();
    await service.settled();
    expect(again()).toEqual([]);
    await runAsTenant('acme', () =>
      app.get(Database, { strict: false }).transaction((tx) => tx.delete(CounterSchema, { name: TELLING })),
    );
    await start();
    await start();
    await service.settled();
    const teams = await list('teams');
    const told = again().map(({ data }) => data);
    expect(told.every(({ isToldAgain, change }) => isToldAgain === true && change === 'changed')).toBe(true);
    expect(
      told
        .filter(({ kind }) => kind === 'team')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(teams.map(({ id }) => id).sort());
    expect(told.filter(({ kind }) => kind === 'queue')).toHaveLength((await list('queues')).length);
    expect(told.filter(({ kind }) => kind === 'routing-profile')).toHaveLength((await list('routing-profiles')).length);
    expect(told).toContainEqual({
      ...{ kind: 'agent-assignment', id: 'old-hand', change: 'changed', isToldAgain: true },
      assignment: { teamId: team.id, profileId: null, skills: {} },
    });
    expect(teams.find(({ id }) => id === team.id)).toMatchObject({ version: 1 });
    const [first] = service.events('routing-setup.changed.v1').filter(({ subject }) => subject === team.id);
    const last = again().find(({ subject }) => subject === team.id)!;
    expect(last.time > first!.time).toBe(true);
  });

  it('is another tenant’s own', async () => {
    const team = await make('teams', { name: 'ours' });
    const globex = await service.asCaller({ tenant: 'globex' }, 'team:*', 'queue:*');
    expect((await globex.get(`/api/v1/teams/${team.id}`)).status).toBe(404);
    expect((await ok(globex.get<Listed>('/api/v1/queues'))).items).toHaveLength(4);
  });
});
