import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountChanged } from '#libs/contracts/common-center/identity/people-events';
import type { ApiClient } from '#libs/testing/api-client';
import { ok } from '../common-center-in-test.js';
import { OrganisationDesk } from '../organisation/organisation-desk.js';

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

describe('common-center: people from an identity provider', () => {
  let desk: OrganisationDesk;

  beforeAll(async () => {
    desk = await OrganisationDesk.start();
  });
  afterAll(() => desk.stop());

  describe('SCIM', () => {
    let scim: ApiClient;
    beforeAll(async () => {
      const client = { id: 'idp', name: 'Identity provider', roles: ['scim', 'agent'] };
      const { secret } = await ok(desk.admin.post<{ secret: string }>('/api/v1/clients', client));
      scim = await desk.center.asClient('acme', 'idp', secret);
    });
    let count = 0;
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
      const agent = await desk.as(await desk.hire());
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
      const leaver = await desk.hire();
      const { refreshToken } = await desk.tokenOf(leaver.login);
      const off = await patch(`${users}/${leaver.id}`, { op: 'Replace', path: 'active', value: 'False' });
      expect(off).toMatchObject({ status: 200, body: { active: false } });
      const stranger = await desk.center.asStranger('acme');
      const refused = await stranger.post('/api/v1/sessions/refresh', { refreshToken });
      expect(refused).toMatchObject({ status: 401, body: { code: 'refresh-refused' } });
      await desk.center.service.settled();
      const last = desk.center.service.events(accountChanged.type).at(-1)!;
      expect(last).toMatchObject({ subject: leaver.id, data: { change: 'deactivated', active: false } });
      await ok(patch(`${users}/${leaver.id}`, { op: 'replace', value: { active: true } }));
      await desk.tokenOf(leaver.login);
    });

    it('forgets who is removed, and takes them back', async () => {
      const { id } = await made('comeback', { externalId: 'hr-9' });
      expect((await send('DELETE', `${users}/${id}`)).status).toBe(204);
      expect(await send('GET', `${users}/${id}`)).toMatchObject({ status: 404, body: { status: '404' } });
      expect((await send('DELETE', `${users}/${id}`)).status).toBe(404);
      expect(await ok(desk.admin.get(`/api/v1/accounts/${id}`))).toMatchObject({ active: false });
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
      expect((await desk.circle(b, 'team')).people.sort()).toEqual([b, c, d].sort());
      const filter = encodeURIComponent(`members.value eq "${b}"`);
      expect((await ok(send('GET', `${groups}?filter=${filter}`))).Resources).toMatchObject([{ id: group.id }]);
      expect((await send('DELETE', path)).status).toBe(204);
      expect((await send('GET', path)).status).toBe(404);
    });

    it('sees nobody of another tenant', async () => {
      const { id } = await made('ours-alone');
      const client = { id: 'idp', name: 'Other', roles: ['scim'] };
      const { secret } = await ok(
        (await desk.center.asPerson('globex')).post<{ secret: string }>('/api/v1/clients', client),
      );
      const other = await desk.center.asClient('globex', 'idp', secret);
      expect((await other.get(`${users}/${id}`)).status).toBe(404);
      expect((await other.delete(`${users}/${id}`)).status).toBe(404);
    });
  });
});
