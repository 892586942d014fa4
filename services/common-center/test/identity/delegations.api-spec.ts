import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { delegationEnded, delegationGiven } from '#libs/contracts/common-center/identity/people-events';
import type { ApiClient } from '#libs/testing/api-client';
import { DelegationEnds } from '../../src/identity/delegation/delegation-ends.js';
import { ok } from '../common-center-in-test.js';
import { claimsOf, OrganisationDesk } from '../organisation/organisation-desk.js';

describe('common-center: who stands in for whom', () => {
  let desk: OrganisationDesk;

  beforeAll(async () => {
    desk = await OrganisationDesk.start();
  });
  afterAll(() => desk.stop());

  const at = (iso: string) => new Date(desk.center.service.clock.ms() + Number(iso) * 3_600_000).toISOString();

  describe('a stand-in', () => {
    const give = (by: ApiClient, toId: string, parts: object = {}) =>
      by.post<{ id: string; running: boolean }>('/api/v1/delegations', {
        toId,
        beginsAt: at('-1'),
        endsAt: at('0.05'),
        ...parts,
      });

    it('may for a while what was handed over, and reaches what they reached; it ends by itself', async () => {
      await ok(desk.admin.put('/api/v1/roles/refunds', { permissions: ['refund:approve'] }));
      const [away, standIn] = [await desk.hire({ roles: ['agent', 'refunds'] }), await desk.hire()];
      const given = await ok(give(await desk.as(away), standIn.id, { roles: ['refunds'] }));
      expect(given.running).toBe(true);
      const { accessToken, refreshToken } = await desk.tokenOf(standIn.login);
      const { scope, exp } = claimsOf(accessToken);
      expect(scope).toContain('refund:approve');
      expect(exp * 1_000 - desk.center.service.clock.ms()).toBeLessThanOrEqual(180_000);
      expect((await desk.circle(standIn.id, 'self')).people).toEqual([standIn.id, away.id]);
      desk.center.service.clock.advance({ minutes: 4 });
      const stranger = await desk.center.asStranger('acme');
      const next = await ok(stranger.post<{ accessToken: string }>('/api/v1/sessions/refresh', { refreshToken }));
      expect(claimsOf(next.accessToken).scope).not.toContain('refund:approve');
      expect((await desk.circle(standIn.id, 'self')).people).toEqual([standIn.id]);
      await desk.center.service.running.app.get(DelegationEnds).rounds.run();
      await desk.center.service.settled();
      const told = (type: string) => desk.center.service.events(type).filter(({ subject }) => subject === given.id);
      expect(told(delegationGiven.type)).toHaveLength(1);
      expect(told(delegationEnded.type)).toMatchObject([{ data: { by: null, fromId: away.id } }]);
      desk.admin = await desk.center.asPerson('acme');
      desk.ticketCenter = await desk.center.asService('acme', { client_id: 'ticket-center' });
    });

    it('gets nothing that is not the giver’s own, and gives nothing on', async () => {
      await ok(desk.admin.put('/api/v1/roles/refunds', { permissions: ['refund:approve'] }));
      const [away, standIn, third] = [
        await desk.hire({ roles: ['agent', 'refunds'] }),
        await desk.hire(),
        await desk.hire(),
      ];
      expect(await give(await desk.as(away), standIn.id, { roles: ['admin'] })).toMatchObject({ status: 422 });
      await ok(give(await desk.as(away), standIn.id, { roles: ['refunds'] }));
      expect(await give(await desk.as(standIn), third.id, { roles: ['refunds'] })).toMatchObject({ status: 422 });
      const forOther = await give(await desk.as(third), standIn.id, { fromId: away.id, roles: ['refunds'] });
      expect(forOther).toMatchObject({ status: 403, body: { code: 'delegation-not-yours' } });
      await ok(give(desk.admin, standIn.id, { fromId: away.id, roles: ['agent'] }));
      await ok(desk.admin.put(`/api/v1/accounts/${away.id}/roles`, { roles: ['agent'] }));
      expect(claimsOf((await desk.tokenOf(standIn.login)).accessToken).scope).not.toContain('refund:approve');
    });

    it('is seen and ended by both, and by nobody else', async () => {
      const [away, standIn, third] = [await desk.hire(), await desk.hire(), await desk.hire()];
      const { id } = await ok(give(await desk.as(away), standIn.id));
      expect((await (await desk.as(third)).get(`/api/v1/delegations/${id}`)).status).toBe(404);
      expect((await (await desk.as(third)).post(`/api/v1/delegations/${id}/end`)).status).toBe(403);
      const list = await ok((await desk.as(standIn)).get<{ items: { id: string }[] }>('/api/v1/delegations'));
      expect(list.items).toMatchObject([{ id, fromId: away.id, withWork: true }]);
      expect(await ok((await desk.as(standIn)).post(`/api/v1/delegations/${id}/end`))).toMatchObject({
        running: false,
        endedBy: standIn.id,
      });
      expect((await desk.admin.post(`/api/v1/delegations/${id}/end`)).status).toBe(409);
    });
  });
});
