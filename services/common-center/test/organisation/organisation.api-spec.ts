import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  accountChanged,
  delegationEnded,
  delegationGiven,
  organisationTeamChanged,
} from '#libs/contracts/common/identity/people-events';
import type { ApiClient } from '#libs/testing/api-client';
import { AccountImportWorker } from '../../src/account-import/account-import-worker.js';
import { DelegationEnds } from '../../src/identity/delegation/delegation-ends.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface Account {
  id: string;
  version: number;
  login: string;
  active: boolean;
}
interface Team {
  id: string;
  version: number;
  parentId: string | null;
  memberIds: string[];
}
interface Token {
  access_token: string;
  scope: string;
  error?: string;
}
interface Scim {
  id: string;
  userName: string;
  active: boolean;
  totalResults: number;
  Resources: Scim[];
  members: { value: string }[];
  status: string;
  scimType?: string;
  detail: string;
}

const PASSWORD = 'a-good-password';
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown> & { exp: number };

describe('common-center: who works here, and for whom', () => {
  let center: CommonCenterInTest;
  let admin: ApiClient;
  let ticketCenter: ApiClient;

  beforeAll(async () => {
    center = await CommonCenterInTest.start();
    await center.register('acme');
    await center.register('globex');
    admin = await center.asPerson('acme');
    ticketCenter = await center.asService('acme', { client_id: 'ticket-center' });
  });
  afterAll(() => center.stop());

  let count = 0;
  const hire = (parts: object = {}) => {
    const login = `hire${++count}`;
    return ok(
      admin.post<Account>('/api/v1/accounts', { login, name: login, password: PASSWORD, roles: ['agent'], ...parts }),
    );
  };
  const as = ({ login }: Account) => center.asPerson('acme', login, PASSWORD);
  const tokenOf = async (login: string) => {
    const stranger = await center.asStranger('acme');
    return await ok(
      stranger.post<{ accessToken: string; refreshToken: string }>('/api/v1/auth/login', { login, password: PASSWORD }),
    );
  };
  const found = (name: string, parts: object = {}) =>
    ok(admin.post<Team>('/api/v1/organisation/teams', { name, ...parts }));
  const circle = async (accountId: string, scope: string) =>
    ok(
      ticketCenter.get<{ people: string[]; teams: string[] }>(
        `/internal/organisation/circles/${accountId}?scope=${scope}`,
      ),
    );
  const at = (iso: string) => new Date(center.service.clock.now().getTime() + Number(iso) * 3_600_000).toISOString();

  describe('a client', () => {
    let secret: string;
    beforeAll(async () => {
      await ok(admin.put('/api/v1/roles/desk', { permissions: ['ticket:*', 'customer:read'], dataScope: 'team' }));
      const client = { id: 'desk-app', name: 'Desk', roles: ['desk', 'scim'] };
      secret = (await ok(admin.post<{ secret: string }>('/api/v1/clients', client))).secret;
    });
    const ask = async (form: object) =>
      (await center.asStranger('acme')).post<Token>('/api/v1/auth/token', {
        ...{ grant_type: 'client_credentials', client_id: 'desk-app', client_secret: secret },
        ...form,
      });

    it('asks for a part of what it may, and gets no more', async () => {
      const { scope, access_token } = await ok(ask({ scope: 'ticket:read' }));
      expect(scope).toBe('ticket:read');
      expect(claimsOf(access_token).scope).toBe('ticket:read');
      expect((await ok(ask({ scope: 'scim' }))).scope).toBe('personal:email personal:phone scim:provision');
      expect((await ok(ask({}))).scope).toContain('customer:read');
    });

    it.each(['customer:erase', '*', 'nonsense', 'service:internal', 'ticket:read admin'])(
      'is refused the scope %s, as OAuth says it',
      async (scope) => {
        const refused = await ask({ scope });
        expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_scope', code: 'invalid-scope' } });
      },
    );

    it('hears of a wrong secret as OAuth says it', async () => {
      expect(await ask({ client_secret: 'wrong' })).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
      expect(await ask({ grant_type: 'password' })).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    });

    it('has whose data its roles are for in its token', async () => {
      expect(claimsOf((await ok(ask({}))).access_token).dsc).toEqual({
        base: 'team',
        further: { tenant: ['scim:provision', 'personal:email', 'personal:phone'] },
      });
    });
  });

  it('a role says whose data it is for, and nobody gives further than they reach', async () => {
    expect(await ok(admin.put('/api/v1/roles/own', { permissions: ['ticket:read'], dataScope: 'self' }))).toMatchObject(
      {
        dataScope: 'self',
      },
    );
    await ok(admin.put('/api/v1/roles/narrow-hr', { permissions: ['role:define', 'ticket:read'], dataScope: 'team' }));
    const hr = await as(await hire({ roles: ['narrow-hr'] }));
    const wider = await hr.put('/api/v1/roles/wide', { permissions: ['ticket:read'], dataScope: 'tenant' });
    expect(wider).toMatchObject({ status: 403, body: { code: 'grant-beyond-own' } });
    await ok(hr.put('/api/v1/roles/narrow', { permissions: ['ticket:read'], dataScope: 'team' }));
  });

  it('a person is described, and what is not said stays', async () => {
    const { id } = await hire({ email: 'old@x.example', externalId: `E-${count}` });
    const path = `/api/v1/accounts/${id}/profile`;
    const change = { phone: '+86 10 1234', locale: 'zh-CN' };
    expect((await admin.patch(path, change)).status).toBe(428);
    const described = await ok(admin.patch(path, change, { 'if-match': '"1"' }));
    expect(described).toMatchObject({ ...change, email: 'old@x.example', version: 2 });
    expect((await admin.patch(path, change, { 'if-match': '"1"' })).status).toBe(412);
    await center.service.settled();
    expect(JSON.stringify(center.service.events(accountChanged.type))).not.toContain('x.example');
  });

  describe('the tree', () => {
    it('says whom people reach: alone, in their team, and below', async () => {
      const [boss, lead, mia, li] = [await hire(), await hire(), await hire(), await hire()];
      const top = await found('Service', { managerId: boss.id });
      const north = await found('North', {
        parentId: top.id,
        managerId: lead.id,
        memberIds: [mia.id],
        routingTeamId: 'queue-north',
      });
      const deep = await found('Far north', { parentId: north.id, memberIds: [li.id] });
      expect(await circle(mia.id, 'self')).toEqual({ people: [mia.id], teams: [] });
      expect((await circle(mia.id, 'team')).people.sort()).toEqual([mia.id, lead.id].sort());
      expect((await circle(mia.id, 'team')).teams.sort()).toEqual([north.id, 'queue-north'].sort());
      expect((await circle(lead.id, 'tree')).people).toContain(li.id);
      expect((await circle(lead.id, 'team')).people).not.toContain(li.id);
      expect((await circle(boss.id, 'tree')).teams.sort()).toEqual([top.id, north.id, deep.id, 'queue-north'].sort());
      expect((await admin.get(`/internal/organisation/circles/${mia.id}?scope=team`)).status).toBe(403);
    });

    it('is moved as a whole, and never below itself', async () => {
      const [a, b] = [await found('A'), await found('B')];
      await ok(admin.post(`/api/v1/organisation/teams/${b.id}/place`, { parentId: a.id }));
      const circled = await admin.post(`/api/v1/organisation/teams/${a.id}/place`, { parentId: b.id });
      expect(circled).toMatchObject({ status: 409, body: { code: 'organisation-circle' } });
      const inUse = await admin.delete(`/api/v1/organisation/teams/${a.id}`, { 'if-match': '"1"' });
      expect(inUse).toMatchObject({ status: 409, body: { code: 'organisation-team-in-use' } });
      await ok(admin.delete(`/api/v1/organisation/teams/${b.id}`, { 'if-match': '"2"' }));
      expect((await admin.get(`/api/v1/organisation/teams/${b.id}`)).status).toBe(404);
    });

    it('has nobody in it who is not there, and tells of its changes by ids', async () => {
      const { id, version } = await found('Told');
      const stranger = '0199d2f0-0000-7000-8000-000000000099';
      const refused = await admin.patch(
        `/api/v1/organisation/teams/${id}`,
        { memberIds: [stranger] },
        { 'if-match': `"${version}"` },
      );
      expect(refused).toMatchObject({ status: 422, body: { code: 'organisation-member-unknown' } });
      const mia = await hire();
      await ok(
        admin.patch(`/api/v1/organisation/teams/${id}`, { memberIds: [mia.id] }, { 'if-match': `"${version}"` }),
      );
      await center.service.settled();
      expect(center.service.events(organisationTeamChanged.type).at(-1)!.data).toMatchObject({
        teamId: id,
        memberIds: [mia.id],
      });
      expect(await ok(admin.get<{ items: Team[] }>(`/api/v1/organisation/teams?accountId=${mia.id}`))).toMatchObject({
        items: [{ id }],
      });
    });

    it('is of one tenant', async () => {
      const { id } = await found('Ours');
      const other = await center.asPerson('globex');
      expect((await other.get(`/api/v1/organisation/teams/${id}`)).status).toBe(404);
      expect(await ok(other.get('/api/v1/organisation/teams'))).toEqual({ items: [], next: null });
    });
  });

  describe('a stand-in', () => {
    const give = (by: ApiClient, toId: string, parts: object = {}) =>
      by.post<{ id: string; running: boolean }>('/api/v1/delegations', {
        toId,
        beginsAt: at('-1'),
        endsAt: at('0.05'),
        ...parts,
      });

    it('may for a while what was handed over, and reaches what they reached; it ends by itself', async () => {
      await ok(admin.put('/api/v1/roles/refunds', { permissions: ['refund:approve'] }));
      const [away, standIn] = [await hire({ roles: ['agent', 'refunds'] }), await hire()];
      const given = await ok(give(await as(away), standIn.id, { roles: ['refunds'] }));
      expect(given.running).toBe(true);
      const { accessToken, refreshToken } = await tokenOf(standIn.login);
      const { scope, exp } = claimsOf(accessToken);
      expect(scope).toContain('refund:approve');
      expect(exp * 1_000 - center.service.clock.now().getTime()).toBeLessThanOrEqual(180_000);
      expect((await circle(standIn.id, 'self')).people).toEqual([standIn.id, away.id]);
      center.service.clock.advance({ minutes: 4 });
      const stranger = await center.asStranger('acme');
      const next = await ok(stranger.post<{ accessToken: string }>('/api/v1/sessions/refresh', { refreshToken }));
      expect(claimsOf(next.accessToken).scope).not.toContain('refund:approve');
      expect((await circle(standIn.id, 'self')).people).toEqual([standIn.id]);
      await center.service.running.app.get(DelegationEnds).rounds.run();
      await center.service.settled();
      const told = (type: string) => center.service.events(type).filter(({ subject }) => subject === given.id);
      expect(told(delegationGiven.type)).toHaveLength(1);
      expect(told(delegationEnded.type)).toMatchObject([{ data: { by: null, fromId: away.id } }]);
      admin = await center.asPerson('acme');
      ticketCenter = await center.asService('acme', { client_id: 'ticket-center' });
    });

    it('gets nothing that is not the giver’s own, and gives nothing on', async () => {
      await ok(admin.put('/api/v1/roles/refunds', { permissions: ['refund:approve'] }));
      const [away, standIn, third] = [await hire({ roles: ['agent', 'refunds'] }), await hire(), await hire()];
      expect(await give(await as(away), standIn.id, { roles: ['admin'] })).toMatchObject({ status: 422 });
      await ok(give(await as(away), standIn.id, { roles: ['refunds'] }));
      expect(await give(await as(standIn), third.id, { roles: ['refunds'] })).toMatchObject({ status: 422 });
      const forOther = await give(await as(third), standIn.id, { fromId: away.id, roles: ['refunds'] });
      expect(forOther).toMatchObject({ status: 403, body: { code: 'delegation-not-yours' } });
      await ok(give(admin, standIn.id, { fromId: away.id, roles: ['agent'] }));
      await ok(admin.put(`/api/v1/accounts/${away.id}/roles`, { roles: ['agent'] }));
      expect(claimsOf((await tokenOf(standIn.login)).accessToken).scope).not.toContain('refund:approve');
    });

    it('is seen and ended by both, and by nobody else', async () => {
      const [away, standIn, third] = [await hire(), await hire(), await hire()];
      const { id } = await ok(give(await as(away), standIn.id));
      expect((await (await as(third)).get(`/api/v1/delegations/${id}`)).status).toBe(404);
      expect((await (await as(third)).post(`/api/v1/delegations/${id}/end`)).status).toBe(403);
      const list = await ok((await as(standIn)).get<{ items: { id: string }[] }>('/api/v1/delegations'));
      expect(list.items).toMatchObject([{ id, fromId: away.id, withWork: true }]);
      expect(await ok((await as(standIn)).post(`/api/v1/delegations/${id}/end`))).toMatchObject({
        running: false,
        endedBy: standIn.id,
      });
      expect((await admin.post(`/api/v1/delegations/${id}/end`)).status).toBe(409);
    });
  });

  describe('a list of people', () => {
    const HEADER = 'externalId,login,name,email,roles,team,active';
    const imported = async (lines: string[], { by = admin, dryRun = false } = {}) => {
      const csv = [HEADER, ...lines].join('\n');
      const path = `/api/v1/account-imports?dryRun=${String(dryRun)}`;
      const { status, body } = await by.call<{ id: string }>('POST', path, csv, { 'content-type': 'text/csv' });
      if (status !== 202) throw new Error(JSON.stringify(body));
      await center.service.running.app.get(AccountImportWorker).rounds.run();
      const view = await ok(admin.get(`/api/v1/account-imports/${body.id}`));
      const { items } = await ok(admin.get<{ items: object[] }>(`/api/v1/account-imports/${body.id}/lines`));
      return { view, items };
    };
    const named = async (externalId: string) => {
      const all = await ok(admin.get<{ items: (Account & { externalId: string })[] }>('/api/v1/accounts?limit=200'));
      return all.items.find((each) => each.externalId === externalId);
    };

    it('becomes accounts in their teams, each once however often it comes', async () => {
      const team = await found('Imported');
      const lines = ['p-1,pia,Pia,pia@x.example,agent,Imported,', 'p-2,bo,Bo,,agent;supervisor,,'];
      const first = await imported(lines);
      expect(first.view).toMatchObject({ status: 'done', total: 2, created: 2, waiting: 0, refused: 0 });
      const pia = await named('p-1');
      expect(pia).toMatchObject({ login: 'pia', email: 'pia@x.example', roles: ['agent'], active: true });
      expect((await ok(admin.get<Team>(`/api/v1/organisation/teams/${team.id}`))).memberIds).toEqual([pia!.id]);
      expect((await imported(lines)).view).toMatchObject({ same: 2, created: 0, changed: 0 });
      const later = await imported(['p-1,pia,Pia Li,pia@x.example,agent,Imported,', 'p-2,bo,Bo,,agent,,false']);
      expect(later.view).toMatchObject({ changed: 2 });
      expect(await named('p-1')).toMatchObject({ id: pia!.id, name: 'Pia Li' });
      expect(await named('p-2')).toMatchObject({ active: false });
    });

    it('says of each line why it was refused, and does the others', async () => {
      const { view, items } = await imported([
        ...[
          'r-1,rosa,Rosa,nowhere,agent,,',
          'r-2,admin,Rob,,agent,,',
          'r-3,ray,Ray,,astronaut,,',
          'r-4,rui,Rui,,agent,Nowhere,',
        ],
        'r-5,rex,Rex,,agent,,',
      ]);
      expect(view).toMatchObject({ total: 5, created: 1, refused: 4 });
      expect(items).toMatchObject([
        { line: 2, code: 'invalid-format', field: 'email' },
        { line: 3, code: 'login-taken' },
        { line: 4, code: 'role-unknown' },
        { line: 5, code: 'organisation-team-not-found' },
        { line: 6, outcome: 'created', code: null },
      ]);
      expect(await named('r-4')).toBeUndefined();
    });

    it('tried only, says the same and leaves nothing', async () => {
      const { view } = await imported(['t-1,tam,Tam,,agent,,', 't-2,tom,Tom,,astronaut,,'], { dryRun: true });
      expect(view).toMatchObject({ dryRun: true, created: 1, refused: 1 });
      expect(await named('t-1')).toBeUndefined();
    });

    it('gives no more than who ordered it has', async () => {
      await ok(admin.put('/api/v1/roles/importer', { permissions: ['account:import'] }));
      const importer = await as(await hire({ roles: ['importer'] }));
      const { items } = await imported(['g-1,gil,Gil,,admin,,', 'g-2,gus,Gus,,,,'], { by: importer });
      expect(items).toMatchObject([{ code: 'grant-beyond-own' }, { outcome: 'created' }]);
    });
  });

  it('the person and the administrators hear of a stolen log-in', async () => {
    const mia = await hire();
    const { refreshToken } = await tokenOf(mia.login);
    const stranger = await center.asStranger('acme');
    const refresh = () => stranger.post('/api/v1/sessions/refresh', { refreshToken });
    await ok(refresh());
    expect((await refresh()).status).toBe(401);
    await center.service.settled();
    const told = async (who: ApiClient) =>
      (await ok(who.get<{ items: { kind: string }[] }>('/api/v1/notifications'))).items.map(({ kind }) => kind);
    expect(await told(await as(mia))).toContain('session-reuse');
    expect(await told(admin)).toContain('session-reuse');
  });

  describe('SCIM', () => {
    let scim: ApiClient;
    beforeAll(async () => {
      const client = { id: 'idp', name: 'Identity provider', roles: ['scim', 'agent'] };
      const { secret } = await ok(admin.post<{ secret: string }>('/api/v1/clients', client));
      scim = await center.asClient('acme', 'idp', secret);
    });
    const SCIM = { 'content-type': 'application/scim+json' };
    const users = '/api/v1/scim/v2/Users';
    const groups = '/api/v1/scim/v2/Groups';
    const send = (method: string, path: string, body?: object, headers: object = {}) =>
      scim.call<Scim>(method, path, body && JSON.stringify(body), { ...(body && SCIM), ...headers });
    const made = (userName: string, more: object = {}) => ok(send('POST', users, { userName, active: true, ...more }));
    const patch = (path: string, ...Operations: object[]) => send('PATCH', path, { schemas: [], Operations });

    it('says what it can, to who has the scope', async () => {
      const config = await send('GET', '/api/v1/scim/v2/ServiceProviderConfig');
      expect(config).toMatchObject({
        status: 200,
        body: { patch: { supported: true }, bulk: { supported: false }, etag: { supported: true } },
      });
      expect(config.headers.get('content-type')).toContain('application/scim+json');
      expect((await send('GET', '/api/v1/scim/v2/Schemas')).body.totalResults).toBe(2);
      expect((await send('GET', '/api/v1/scim/v2/ResourceTypes/User')).status).toBe(200);
      const agent = await as(await hire());
      expect(await agent.get<Scim>(users)).toMatchObject({
        status: 403,
        body: { status: '403', schemas: [expect.stringContaining('Error')] },
      });
    });

    it('makes, shows, replaces and finds people', async () => {
      const created = await send('POST', users, {
        ...{ schemas: [], userName: 'Zoe', externalId: 'hr-1', name: { givenName: 'Zoe', familyName: 'Li' } },
        ...{ emails: [{ value: 'zoe@x.example', primary: true }], roles: [{ value: 'agent' }] },
      });
      expect(created).toMatchObject({ status: 201, body: { userName: 'zoe', displayName: 'Zoe Li', active: true } });
      expect(created.headers.get('location')).toBe(`${users}/${created.body.id}`);
      expect(created.headers.get('etag')).toBe('"1"');
      const path = `${users}/${created.body.id}`;
      expect((await send('GET', path)).body).toEqual(created.body);
      const again = await send('POST', users, { userName: 'ZOE' });
      expect(again).toMatchObject({ status: 409, body: { scimType: 'uniqueness', status: '409' } });
      const replaced = await send(
        'PUT',
        path,
        { userName: 'zoe', displayName: 'Zoe', externalId: 'hr-1' },
        { 'if-match': '"1"' },
      );
      expect(replaced).toMatchObject({ status: 200, body: { displayName: 'Zoe', roles: [{ value: 'agent' }] } });
      expect(replaced.body).not.toHaveProperty('emails');
      expect((await send('PUT', path, { userName: 'zoe' }, { 'if-match': '"1"' })).status).toBe(412);
      for (const filter of ['userName eq "zoe"', 'externalId eq "hr-1" and active eq true', 'displayName sw "ZO"']) {
        const { body } = await send('GET', `${users}?filter=${encodeURIComponent(filter)}`);
        expect(body.Resources.map(({ id }) => id)).toEqual([created.body.id]);
      }
      const shown = await send('GET', `${path}?attributes=userName`);
      expect(Object.keys(shown.body).sort()).toEqual(['id', 'meta', 'schemas', 'userName']);
    });

    it('counts pages from one', async () => {
      for (const name of ['page-a', 'page-b', 'page-c']) await made(name);
      const filter = encodeURIComponent('userName sw "page-"');
      const { body } = await send('GET', `${users}?filter=${filter}&startIndex=2&count=1`);
      expect(body).toMatchObject({
        totalResults: 3,
        startIndex: 2,
        itemsPerPage: 1,
        Resources: [{ userName: 'page-b' }],
      });
      const first = await send('GET', `${users}?startIndex=1&count=2`);
      expect(first.body.Resources).toHaveLength(2);
      expect(first.body.totalResults).toBeGreaterThan(3);
      expect((await send('GET', `${users}?count=0`)).body.Resources).toEqual([]);
    });

    it('ends all sessions of who is deprovisioned, at once, and tells of it', async () => {
      const leaver = await hire();
      const { refreshToken } = await tokenOf(leaver.login);
      const off = await patch(`${users}/${leaver.id}`, { op: 'Replace', path: 'active', value: 'False' });
      expect(off).toMatchObject({ status: 200, body: { active: false } });
      const stranger = await center.asStranger('acme');
      const refused = await stranger.post('/api/v1/sessions/refresh', { refreshToken });
      expect(refused).toMatchObject({ status: 401, body: { code: 'refresh-refused' } });
      await center.service.settled();
      const last = center.service.events(accountChanged.type).at(-1)!;
      expect(last).toMatchObject({ subject: leaver.id, data: { change: 'deactivated', active: false } });
      await ok(patch(`${users}/${leaver.id}`, { op: 'replace', value: { active: true } }));
      await tokenOf(leaver.login);
    });

    it('forgets who is removed, and takes them back', async () => {
      const { id } = await made('comeback', { externalId: 'hr-9' });
      expect((await send('DELETE', `${users}/${id}`)).status).toBe(204);
      expect(await send('GET', `${users}/${id}`)).toMatchObject({ status: 404, body: { status: '404' } });
      expect((await send('DELETE', `${users}/${id}`)).status).toBe(404);
      expect(await ok(admin.get(`/api/v1/accounts/${id}`))).toMatchObject({ active: false });
      expect(await made('comeback', { externalId: 'hr-9', displayName: 'Back' })).toMatchObject({
        id,
        active: true,
        displayName: 'Back',
      });
    });

    it('gives roles it has itself, and no others', async () => {
      const { id } = await made('riser');
      expect(
        await ok(patch(`${users}/${id}`, { op: 'add', path: 'roles', value: [{ value: 'agent' }] })),
      ).toMatchObject({ roles: [{ value: 'agent' }] });
      expect((await patch(`${users}/${id}`, { op: 'add', path: 'roles', value: [{ value: 'admin' }] })).status).toBe(
        403,
      );
    });

    it.each([
      ['GET', `${users}?filter=userName%20is%20x`, undefined, 'invalidFilter'],
      ['POST', users, { displayName: 'Nobody' }, 'invalidValue'],
      ['PATCH', `${users}/ID`, { Operations: [{ op: 'remove' }] }, 'noTarget'],
      ['PATCH', `${users}/ID`, { Operations: [{ op: 'add', path: 'a b', value: 1 }] }, 'invalidPath'],
      ['PATCH', `${users}/ID`, { Operations: [{ op: 'move', path: 'active' }] }, 'invalidValue'],
      ['PATCH', `${users}/ID`, { Operations: [{ op: 'remove', path: 'userName' }] }, 'invalidValue'],
    ])('%s %s %j is refused as %s', async (method, path, body, scimType) => {
      const { id } = await made(`refused-${++count}`);
      const refused = await send(method, path.replace('ID', id), body);
      expect(refused).toMatchObject({ status: 400, body: { status: '400', scimType } });
    });

    it('keeps groups as teams, and loses no member to those who add at once', async () => {
      const people = await Promise.all(['g-a', 'g-b', 'g-c', 'g-d'].map((name) => made(name)));
      const [a, b, c, d] = people.map(({ id }) => id) as [string, string, string, string];
      const group = await ok(send('POST', groups, { displayName: 'Provisioned', members: [{ value: a }] }));
      const path = `${groups}/${group.id}`;
      const adds = [b, c, d].map((value) => patch(path, { op: 'add', path: 'members', value: [{ value }] }));
      for (const added of await Promise.all(adds)) expect(added.status).toBe(200);
      await ok(patch(path, { op: 'remove', path: `members[value eq "${a}"]` }));
      const now = await ok(send('GET', path));
      expect(now.members.map(({ value }) => value).sort()).toEqual([b, c, d].sort());
      expect(await ok(send('GET', `${users}/${b}`))).toMatchObject({
        groups: [{ value: group.id, display: 'Provisioned' }],
      });
      expect((await circle(b, 'team')).people.sort()).toEqual([b, c, d].sort());
      const filter = encodeURIComponent(`members.value eq "${b}"`);
      expect((await ok(send('GET', `${groups}?filter=${filter}`))).Resources).toMatchObject([{ id: group.id }]);
      expect((await send('DELETE', path)).status).toBe(204);
      expect((await send('GET', path)).status).toBe(404);
    });

    it('sees nobody of another tenant', async () => {
      const { id } = await made('ours-alone');
      const client = { id: 'idp', name: 'Other', roles: ['scim'] };
      const { secret } = await ok(
        (await center.asPerson('globex')).post<{ secret: string }>('/api/v1/clients', client),
      );
      const other = await center.asClient('globex', 'idp', secret);
      expect((await other.get(`${users}/${id}`)).status).toBe(404);
      expect((await other.delete(`${users}/${id}`)).status).toBe(404);
    });
  });
});
