import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountChanged, organisationTeamChanged } from '#libs/contracts/common-center/identity/people-events';
import { ok } from '../common-center-in-test.js';
import { OrganisationDesk, type Team } from './organisation-desk.js';

describe('common-center: who works here, and for whom', () => {
  let desk: OrganisationDesk;

  beforeAll(async () => {
    desk = await OrganisationDesk.start();
  });
  afterAll(() => desk.stop());

  it('a person is described, and what is not said stays', async () => {
    const { id } = await desk.hire({ email: 'old@x.example', externalId: 'E-1' });
    const path = `/api/v1/accounts/${id}/profile`;
    const change = { phone: '+86 10 1234', locale: 'zh-CN' };
    expect((await desk.admin.patch(path, change)).status).toBe(428);
    const described = await ok(desk.admin.patch(path, change, { 'if-match': '"1"' }));
    expect(described).toMatchObject({ ...change, email: 'old@x.example', version: 2 });
    expect((await desk.admin.patch(path, change, { 'if-match': '"1"' })).status).toBe(412);
    await desk.center.service.settled();
    expect(JSON.stringify(desk.center.service.events(accountChanged.type))).not.toContain('x.example');
  });

  describe('the tree', () => {
    it('says whom people reach: alone, in their team, and below', async () => {
      const [boss, lead, mia, li] = [await desk.hire(), await desk.hire(), await desk.hire(), await desk.hire()];
      const top = await desk.found('Service', { managerId: boss.id });
      const north = await desk.found('North', {
        parentId: top.id,
        managerId: lead.id,
        memberIds: [mia.id],
        routingTeamId: 'queue-north',
      });
      const deep = await desk.found('Far north', { parentId: north.id, memberIds: [li.id] });
      expect(await desk.circle(mia.id, 'self')).toEqual({ people: [mia.id], teams: [] });
      expect((await desk.circle(mia.id, 'team')).people.sort()).toEqual([mia.id, lead.id].sort());
      expect((await desk.circle(mia.id, 'team')).teams.sort()).toEqual([north.id, 'queue-north'].sort());
      expect((await desk.circle(lead.id, 'tree')).people).toContain(li.id);
      expect((await desk.circle(lead.id, 'team')).people).not.toContain(li.id);
      expect((await desk.circle(boss.id, 'tree')).teams.sort()).toEqual(
        [top.id, north.id, deep.id, 'queue-north'].sort(),
      );
      expect((await desk.admin.get(`/internal/organisation/circles/${mia.id}?scope=team`)).status).toBe(403);
    });

    it('is moved as a whole, and never below itself', async () => {
      const [a, b] = [await desk.found('A'), await desk.found('B')];
      await ok(desk.admin.post(`/api/v1/organisation/teams/${b.id}/place`, { parentId: a.id }));
      const circled = await desk.admin.post(`/api/v1/organisation/teams/${a.id}/place`, { parentId: b.id });
      expect(circled).toMatchObject({ status: 409, body: { code: 'organisation-circle' } });
      const inUse = await desk.admin.delete(`/api/v1/organisation/teams/${a.id}`, { 'if-match': '"1"' });
      expect(inUse).toMatchObject({ status: 409, body: { code: 'organisation-team-in-use' } });
      await ok(desk.admin.delete(`/api/v1/organisation/teams/${b.id}`, { 'if-match': '"2"' }));
      expect((await desk.admin.get(`/api/v1/organisation/teams/${b.id}`)).status).toBe(404);
    });

    it('has nobody in it who is not there, and tells of its changes by ids', async () => {
      const { id, version } = await desk.found('Told');
      const stranger = '0199d2f0-0000-7000-8000-000000000099';
      const refused = await desk.admin.patch(
        `/api/v1/organisation/teams/${id}`,
        { memberIds: [stranger] },
        { 'if-match': `"${version}"` },
      );
      expect(refused).toMatchObject({ status: 422, body: { code: 'organisation-member-unknown' } });
      const mia = await desk.hire();
      await ok(
        desk.admin.patch(`/api/v1/organisation/teams/${id}`, { memberIds: [mia.id] }, { 'if-match': `"${version}"` }),
      );
      await desk.center.service.settled();
      expect(desk.center.service.events(organisationTeamChanged.type).at(-1)!.data).toMatchObject({
        teamId: id,
        memberIds: [mia.id],
      });
      expect(
        await ok(desk.admin.get<{ items: Team[] }>(`/api/v1/organisation/teams?accountId=${mia.id}`)),
      ).toMatchObject({
        items: [{ id }],
      });
    });

    it('is of one tenant', async () => {
      const { id } = await desk.found('Ours');
      const other = await desk.center.asPerson('globex');
      expect((await other.get(`/api/v1/organisation/teams/${id}`)).status).toBe(404);
      expect(await ok(other.get('/api/v1/organisation/teams'))).toEqual({ items: [], next: null });
    });
  });
});
