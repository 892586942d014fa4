import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { AgentPresence } from '../../src/agent/agent-presence.api.js';
import { ok } from '../agent-floor.js';
import { CallDesk } from '../call-desk.js';
import { idsOf, SupervisedAgents } from './supervised-agents.js';

describe('call-center: agents at work', () => {
  let agents: SupervisedAgents;

  beforeAll(async () => {
    agents = await SupervisedAgents.start();
  });
  afterAll(() => agents.stop());

  describe('are present by lease, not by socket', () => {
    it('as long as it is renewed, however long the telephone sleeps meanwhile (#7)', async () => {
      const mia = await agents.floor.ready(agents.aName());
      agents.service.clock.advance({ seconds: 60 });
      expect(await mia.heartbeat({ presence: 'away', leaseSeconds: 600 })).toBe(
        new Date(agents.service.clock.ms() + 600_000).toISOString(),
      );
      agents.service.clock.advance({ seconds: 599 });
      await agents.floor.sweep();
      expect(await mia.seen()).toMatchObject({ presence: 'away', state: 'ready' });
    });

    it('which a socket may renew too, as it was, and never shorten', async () => {
      const mia = await agents.floor.ready(agents.aName());
      const until = await mia.heartbeat({ presence: 'away', leaseSeconds: 600 });
      const renew = () =>
        runAsTenant('acme', () => agents.service.running.app.get(AgentPresence, { strict: false }).renew(mia.id));
      expect((await renew()).toISOString()).toBe(until);
      agents.service.clock.advance({ seconds: 580 });
      expect(await renew()).toEqual(new Date(agents.service.clock.ms() + 90_000));
      agents.service.clock.advance({ seconds: 89 });
      await agents.floor.sweep();
      expect(await mia.seen()).toMatchObject({ presence: 'away', state: 'ready' });
    });

    it('and are gone when it runs out: offline to colleagues and to routing', async () => {
      const mia = await agents.floor.ready(agents.aName());
      const { version } = await mia.seen();
      await mia.heartbeat();
      expect(await mia.seen()).toMatchObject({ version, presence: 'online' });
      agents.service.clock.advance({ seconds: 90 });
      expect(await mia.seen()).toMatchObject({ presence: 'offline', state: 'ready' });
      await agents.floor.sweep();
      expect(await mia.seen()).toMatchObject({ presence: 'offline', state: 'offline', since: agents.now() });
      await mia.heartbeat();
      expect(await mia.seen()).toMatchObject({ presence: 'online', state: 'offline' });
      await mia.logIn();
      expect(await mia.seen()).toMatchObject({ state: 'not-ready' });
    });

    it('but keep the call they have, and all else if they return during it', async () => {
      const mia = await (await agents.floor.ready(agents.aName())).takes(newId(new Date()));
      agents.service.clock.advance({ seconds: 90 });
      await agents.floor.sweep();
      expect(await mia.seen()).toMatchObject({ presence: 'offline', state: 'engaged', next: { by: 'lease' } });
      await mia.heartbeat();
      const { engagements } = await mia.seen();
      await mia.ends(engagements[0]!.id);
      expect(await mia.seen()).toMatchObject({ state: 'ready', next: null });
    });
  });

  describe('have their work', () => {
    it('offered, taken, ended, with after-contact work until its time', async () => {
      const mia = await agents.floor.ready(agents.aName());
      await mia.takes('r1', { afterWork: { mode: 'timeboxed', seconds: 30 } });
      expect(await mia.seen()).toMatchObject({ state: 'engaged', engagements: [{ id: 'r1', channel: 'voice' }] });
      await mia.ends('r1');
      const endsAt = new Date(agents.service.clock.ms() + 30_000).toISOString();
      expect(await mia.seen()).toMatchObject({ state: 'after-contact-work', afterContactWork: [{ endsAt }] });
      agents.service.clock.advance({ seconds: 31 });
      await agents.floor.sweep();
      expect(await mia.seen()).toMatchObject({
        state: 'ready',
        since: endsAt,
        idleSince: endsAt,
        afterContactWork: [],
      });
    });

    it('may ask for after-contact work, and end it', async () => {
      const mia = await (await agents.floor.ready(agents.aName())).takes('r1');
      await ok(mia.client.post('/api/v1/agents/me/after-contact-work', { engagementId: 'r1' }));
      await mia.ends('r1');
      expect(await mia.seen()).toMatchObject({ state: 'after-contact-work', afterContactWork: [{ endsAt: null }] });
      await ok(mia.client.post('/api/v1/agents/me/after-contact-work/end'));
      expect(await mia.seen()).toMatchObject({ state: 'ready' });
      const again = await mia.client.post('/api/v1/agents/me/after-contact-work/end');
      expect(again).toMatchObject({ status: 409, body: { code: 'agent-move-refused' } });
    });

    it('say what comes after it: the last one said counts (#22)', async () => {
      const mia = await (await agents.floor.ready(agents.aName())).takes('r1');
      await mia.logOut();
      await mia.is('not-ready', 'meal');
      expect(await mia.seen()).toMatchObject({ state: 'engaged', next: { state: 'not-ready', reason: 'meal' } });
      await mia.ends('r1');
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'meal', next: null });
    });

    it('call out while not ready and are that again afterwards (#21)', async () => {
      const mia = await (await agents.floor.person(agents.aName())).logIn();
      await mia.is('not-ready', 'admin');
      await mia.calls('out');
      await mia.ends('out');
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'admin' });
    });

    it('take ten chats, and the eleventh when the profile lets them, at once', async () => {
      const mia = await agents.floor.ready(agents.aName());
      for (let chat = 1; chat <= 10; chat++) await mia.takes(`c${chat}`, { channel: 'chat' });
      await expect(mia.offered('c11', { channel: 'chat' })).rejects.toMatchObject({ code: 'agent-at-capacity' });
      const profiles = await ok(
        agents.sam.get<{ items: { id: string; name: string; queues: object[] }[] }>('/api/v1/routing-profiles'),
      );
      const queues = profiles.items[0]!.queues;
      const capacity = { chat: { slots: 20, weight: 5 } };
      const profile = await ok(
        agents.sam.post<{ id: string }>('/api/v1/routing-profiles', { name: 'chatters', queues, capacity }),
      );
      await ok(agents.sam.put(`/api/v1/agents/${mia.id}/assignment`, { profileId: profile.id }, { 'if-match': '"0"' }));
      await mia.offered('c11', { channel: 'chat' });
      expect(await mia.seen()).toMatchObject({ state: 'engaged', offers: [{ id: 'c11' }], profileId: profile.id });
    });

    it('do not answer: not responding until they say so', async () => {
      const mia = await (await agents.floor.ready(agents.aName())).offered('r1');
      agents.service.clock.advance({ seconds: 20 });
      await agents.floor.desk((desk) => desk.miss(mia.id, 'r1'));
      expect(await mia.seen()).toMatchObject({ state: 'not-responding', routable: false });
      await expect(agents.floor.desk((desk) => desk.accept(mia.id, 'r1'))).rejects.toMatchObject({
        code: 'reservation-ended',
        details: { state: 'missed' },
      });
      await mia.is('ready');
      expect(await mia.seen()).toMatchObject({ state: 'ready', routable: true, idleSince: agents.now() });
    });

    it('are not held by a contact that has ended, whoever forgot to say so (#20)', async () => {
      const desk = new CallDesk(await agents.service.as('contact:*'));
      const contactId = await desk.contact({ channel: 'voice' });
      const mia = await (await agents.floor.ready(agents.aName())).takes('r1', { contactId });
      await desk.end(contactId, 'abandoned');
      await agents.service.settled();
      expect(await mia.seen()).toMatchObject({ state: 'ready', engagements: [] });
    });
  });

  describe('ask for approval where the reason needs it', () => {
    it('and are so when a supervisor has approved', async () => {
      const mia = await (await agents.floor.ready(agents.aName())).is('not-ready', 'break');
      const { state, request } = await mia.seen();
      expect({ state, request }).toMatchObject({ state: 'ready', request: { reason: 'break', at: agents.now() } });
      expect(idsOf(await agents.list('requested=true'))).toContain(mia.id);
      const path = `/api/v1/agents/${mia.id}/status-requests/${request!.id}`;
      await ok(agents.sam.post(`${path}/approve`));
      expect(await mia.seen()).toMatchObject({ state: 'not-ready', reason: 'break', request: null });
      expect(await agents.sam.post(`${path}/approve`)).toMatchObject({
        status: 409,
        body: { code: 'agent-status-request-not-open' },
      });
      expect(idsOf(await agents.list('requested=true'))).not.toContain(mia.id);
    });

    it('or stay as they are', async () => {
      const mia = await (await agents.floor.ready(agents.aName())).is('not-ready', 'break');
      const { request } = await mia.seen();
      const own = await agents.service.asCaller({ subject: mia.id }, 'agent:supervise');
      const path = `/api/v1/agents/${mia.id}/status-requests/${request!.id}`;
      expect(await own.post(`${path}/approve`)).toMatchObject({ status: 403 });
      await ok(agents.sam.post(`${path}/decline`));
      expect(await mia.seen()).toMatchObject({ state: 'ready', request: null });
    });
  });
});
