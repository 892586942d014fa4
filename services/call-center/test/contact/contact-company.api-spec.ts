import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { ApiClient } from '#libs/testing/api-client';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import { AGENT_OF_CONTACTS, type Agent, Switchboard } from '../switchboard.js';

const about = (contactId: string, path: string) => `/api/v1/contacts/${contactId}/${path}`;

describe('call-center: several on one contact', () => {
  let service: ServiceInTest;
  let board: Switchboard;
  let people = 0;

  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme'] });
    board = await Switchboard.of(service);
  });
  afterAll(async () => {
    expect(await board.disagreements()).toBe(0);
    await service.stop();
  });

  /** Somebody ready who may do no more than agents. */
  async function somebody(name: string): Promise<Agent> {
    people += 1;
    return board.agent(`${name}${people}`, AGENT_OF_CONTACTS);
  }

  /** A call somebody has, and a colleague who is ready. */
  async function aCall(rules: object = {}) {
    const queue = await board.queue(`queue ${(people += 1)}`, rules);
    const ann = await somebody('ann');
    const contact = await board.call(queue);
    await ok(ann.accept(contact));
    const ben = await somebody('ben');
    return { queue, contact, ann, ben };
  }

  const does = (agent: Agent, contact: string, path: string, body?: object) =>
    agent.client.post<{ id: string }>(about(contact, path), body);
  const home = async (...agents: Agent[]) => {
    for (const agent of agents) await agent.person.logOut();
  };
  const told = async (contact: string, ...types: string[]) => {
    await service.settled();
    return service
      .events()
      .filter(({ subject, type }) => subject === contact && (types.length === 0 || types.includes(type)));
  };

  describe('a consultation', () => {
    it('holds the customer, engages the colleague, and hands over on completion: not before', async () => {
      const { contact, ann, ben, queue } = await aCall({ wrapUp: { mode: 'mandatory' } });
      const { id } = await ok(does(ann, contact, 'consultation', { agentId: ben.person.id }));
      expect(await board.contact(contact)).toMatchObject({
        ...{ status: 'held', agentId: ann.person.id, queueId: queue },
        request: { id, kind: 'consult', by: ann.person.id, to: { agentId: ben.person.id } },
      });
      expect(await ben.state()).toBe('offered');
      await ok(ben.accept(contact));
      expect([await ann.state(), await ben.state()]).toEqual(['engaged', 'engaged']);
      expect(await board.contact(contact)).toMatchObject({
        ...{ status: 'held', agentId: ann.person.id, request: null },
        consultation: { id, by: ann.person.id, agentId: ben.person.id },
      });
      await ok(does(ann, contact, 'consultation/swap'));
      expect(await board.contact(contact)).toMatchObject({ status: 'in-progress', agentId: ann.person.id });
      await ok(does(ann, contact, 'consultation/complete'));
      expect(await board.contact(contact)).toMatchObject({
        ...{ status: 'in-progress', agentId: ben.person.id, consultation: null, participants: [] },
      });
      expect([await ann.state(), await ben.state()]).toEqual(['after-contact-work', 'engaged']);
      await ben.ends(contact);
      expect(await board.contact(contact)).toMatchObject({ status: 'wrap-up' });
      for (const agent of [ann, ben]) await ok(agent.client.post('/api/v1/agents/me/after-contact-work/end'));
      expect(await board.contact(contact)).toMatchObject({ status: 'ended' });
      const types = (await told(contact)).map(({ type }) => type.replace(/^contact\.|\.v1$/g, ''));
      expect(types).toEqual([
        ...['started', 'queued', 'offered', 'connected', 'consult-requested', 'held', 'offered'],
        ...['consult-accepted', 'resumed', 'consult-ended', 'owner-changed', 'connected'],
        ...['wrap-up-begun', 'ended'],
      ]);
      const [, offer] = await told(contact, 'contact.offered.v1');
      expect(offer!.data).toMatchObject({ agentId: ben.person.id, for: 'consult' });
      await home(ann, ben);
    });

    it('with whoever of a queue is free, under its rules: not answered, it is back with the customer', async () => {
      const { contact, ann, ben, queue } = await aCall();
      const experts = await board.queue('experts', { offerSeconds: 15, leavesAfterSeconds: 40 });
      await board.staff([queue, experts]);
      await ok(does(ann, contact, 'consultation', { queueId: experts }));
      expect(await ben.state()).toBe('offered');
      await board.later(15);
      expect(await ben.state()).toBe('not-responding');
      await board.later(25);
      expect(await board.contact(contact)).toMatchObject({
        ...{ status: 'in-progress', agentId: ann.person.id, queueId: queue, request: null },
      });
      const [ended] = await told(contact, 'contact.consult-ended.v1');
      expect(ended!.data).toMatchObject({ as: 'not-answered', agentId: null });
      await ann.ends(contact);
      await home(ann, ben);
    });

    it.each(['declined', 'cancelled'] as const)('%s gives the customer back, held or not as before', async (as) => {
      const { contact, ann, ben } = await aCall();
      await ok(does(ann, contact, 'hold'));
      await ok(does(ann, contact, 'consultation', { agentId: ben.person.id }));
      if (as === 'declined') await ok(ben.decline(contact));
      else await ok(does(ann, contact, 'consultation/end'));
      expect(await board.contact(contact)).toMatchObject({ status: 'held', agentId: ann.person.id, request: null });
      expect(await ben.state()).toBe('ready');
      expect((await told(contact, 'contact.consult-ended.v1'))[0]!.data).toMatchObject({ as });
      await ann.ends(contact);
      await home(ann, ben);
    });

    it('ends also by the colleague, and when the customer is gone', async () => {
      const { contact, ann, ben } = await aCall();
      await ok(does(ann, contact, 'consultation', { agentId: ben.person.id }));
      await ok(ben.accept(contact));
      await ok(does(ben, contact, 'consultation/end'));
      expect(await board.contact(contact)).toMatchObject({ status: 'in-progress', participants: [] });
      expect(await ben.state()).toBe('ready');
      await ok(does(ann, contact, 'consultation', { agentId: ben.person.id }));
      await ok(ben.accept(contact));
      await ok(board.line.post(about(contact, 'end'), { outcome: 'handled' }));
      expect([await ann.state(), await ben.state()]).toEqual(['ready', 'ready']);
      const ends = (await told(contact, 'contact.consult-ended.v1')).map(({ data }) => (data as { as: string }).as);
      expect(ends).toEqual(['left', 'contact-ended']);
      await home(ann, ben);
    });

    it('is refused where nobody can be had, and one at a time', async () => {
      const { contact, ann, ben } = await aCall();
      const away = await somebody('away');
      await away.person.is('not-ready', 'meeting');
      expect(await does(ann, contact, 'consultation', { agentId: away.person.id })).toMatchObject({
        status: 409,
        body: { code: 'colleague-not-available', facts: { state: 'not-ready' } },
      });
      expect((await does(ann, contact, 'consultation', { agentId: 'nobody' })).status).toBe(404);
      await ok(does(ann, contact, 'consultation', { agentId: ben.person.id }));
      const refused = { status: 409, body: { code: 'contact-request-pending' } };
      expect(await does(ann, contact, 'participants', { agentId: ben.person.id })).toMatchObject(refused);
      expect(await does(ann, contact, 'transfer', { agentId: ben.person.id })).toMatchObject(refused);
      expect(await does(ann, contact, 'consultation/complete')).toMatchObject({
        status: 409,
        body: { code: 'contact-not-consulting' },
      });
      await ann.ends(contact);
      expect(await ben.state()).toBe('ready');
      await home(ann, ben, away);
    });
  });

  it('a transfer is taken back by who started it, and the contact is in its queue again', async () => {
    const { contact, ann, ben, queue } = await aCall();
    const second = await board.queue('second');
    await board.staff([queue, second]);
    await ok(does(ann, contact, 'transfer', { queueId: second }));
    expect(await board.contact(contact)).toMatchObject({ queueId: second, request: { kind: 'transfer' } });
    expect(await ben.state()).toBe('offered');
    await ok(does(ann, contact, 'transfer/cancel'));
    expect(await board.contact(contact)).toMatchObject({ queueId: queue, agentId: ann.person.id, request: null });
    expect(await ben.accept(contact)).toMatchObject({
      status: 409,
      body: { code: 'offer-closed', facts: { state: 'rescinded', hasIt: ann.person.id } },
    });
    expect((await told(contact, 'contact.transfer-ended.v1'))[0]!.data).toMatchObject({ as: 'cancelled' });
    expect((await does(ann, contact, 'transfer/cancel')).body).toMatchObject({ code: 'contact-request-not-pending' });
    await ann.ends(contact);
    await home(ann, ben);
  });

  describe('a conference', () => {
    it('grows out of a consultation, shrinks again, and always somebody has it', async () => {
      const { contact, ann, ben } = await aCall();
      await ok(does(ann, contact, 'consultation', { agentId: ben.person.id }));
      await ok(ben.accept(contact));
      await ok(does(ann, contact, 'consultation/merge'));
      const cat = await somebody('cat');
      await ok(does(ann, contact, 'participants', { agentId: cat.person.id }));
      await ok(cat.accept(contact));
      const { id: partyId } = await ok(does(ann, contact, 'outside-parties', { number: '010-8888 1234' }));
      expect(await board.contact(contact)).toMatchObject({
        ...{ status: 'in-progress', agentId: ann.person.id },
        participants: [{ agentId: ben.person.id }, { agentId: cat.person.id }],
        outsideParties: [{ id: partyId, number: '+861088881234' }],
      });
      expect((await does(ann, contact, 'transfer', { agentId: ben.person.id })).body).toMatchObject({
        code: 'contact-is-shared',
      });
      await ok(does(ann, contact, `participants/${cat.person.id}/own`));
      await ok(does(cat, contact, `participants/${ann.person.id}/remove`));
      expect([await ann.state(), await cat.state()]).toEqual(['ready', 'engaged']);
      await ok(does(cat, contact, 'participants/leave', {}));
      expect(await board.contact(contact)).toMatchObject({ agentId: ben.person.id, participants: [] });
      expect((await does(ben, contact, 'participants/leave', {})).body).toMatchObject({ code: 'contact-needs-owner' });
      await ok(does(ben, contact, `outside-parties/${partyId}/remove`));
      await ben.ends(contact);
      expect(await Promise.all([ann, ben, cat].map((agent) => agent.state()))).toEqual(['ready', 'ready', 'ready']);
      const owners = await told(contact, 'contact.owner-changed.v1');
      expect(owners.map(({ data }) => (data as { reason: string }).reason)).toEqual(['handed-over', 'left']);
      expect(JSON.stringify(service.events())).not.toContain('88881234');
      await home(ann, ben, cat);
    });

    it('takes capacity of everybody on it, and ends for all', async () => {
      const { contact, ann, ben, queue } = await aCall({ wrapUp: { mode: 'mandatory' } });
      await ok(does(ann, contact, 'participants', { agentId: ben.person.id }));
      await ok(ben.accept(contact));
      const next = await board.call(queue);
      expect(await board.contact(next)).toMatchObject({ status: 'waiting' });
      await ann.ends(contact);
      expect([await ann.state(), await ben.state()]).toEqual(['after-contact-work', 'after-contact-work']);
      expect(await ben.client.post(about(contact, 'wrap-up'), { code: 'x' })).toMatchObject({ status: 422 });
      await board.hangUp(next);
      for (const agent of [ann, ben]) await ok(agent.client.post('/api/v1/agents/me/after-contact-work/end'));
      expect(await board.contact(contact)).toMatchObject({ status: 'ended' });
      await home(ann, ben);
    });
  });

  describe('who has it', () => {
    it('is asked: others may do nothing with it, supervisors may', async () => {
      const { contact, ann, ben } = await aCall();
      const other = await somebody('other');
      for (const [path, body] of [
        ['hold', {}],
        ['transfer', { agentId: ben.person.id }],
        ['end', { outcome: 'handled' }],
        ['help-requests', {}],
        ['consultation', { agentId: ben.person.id }],
        ['participants', { agentId: ben.person.id }],
        ['outside-parties', { number: '13800138000' }],
      ] as const)
        expect([path, await does(other, contact, path, body)]).toMatchObject([
          path,
          { status: 403, body: { code: 'contact-not-yours', facts: { hasIt: ann.person.id } } },
        ]);
      expect((await other.accept(contact)).body).toMatchObject({ code: 'offer-not-found' });
      const sam = await service.asCaller({ subject: 'sam' }, 'contact:hold', 'contact:manage');
      await ok(sam.post(about(contact, 'hold')));
      await ok(does(ann, contact, 'resume'));
      await ann.ends(contact);
      await home(ann, ben, other);
    });

    it('is nobody while it waits: no agent ends what waits for all', async () => {
      const queue = await board.queue('waits');
      const contact = await board.call(queue, { required: [] });
      const nosy = await service.asCaller({ subject: 'nosy' }, ...AGENT_OF_CONTACTS);
      expect(await nosy.post(about(contact, 'end'), { outcome: 'abandoned' })).toMatchObject({
        status: 403,
        body: { code: 'contact-not-yours', facts: { hasIt: null } },
      });
      await board.hangUp(contact);
    });

    it('is told to who comes too late, with what became of the offer and when', async () => {
      const queue = await board.queue('late');
      const [ann, ben] = [await somebody('ann'), await somebody('ben')];
      const contact = await board.call(queue);
      await board.later(20);
      await ok(ben.accept(contact));
      const since = service.clock.now().toISOString();
      await board.later(5);
      expect(await ann.accept(contact)).toMatchObject({
        status: 409,
        body: { code: 'offer-closed', facts: { state: 'timeout', hasIt: ben.person.id, since } },
      });
      await ben.ends(contact);
      await home(ann, ben);
    });

    it('does what is said with a key, and again', async () => {
      const queue = await board.queue('keyed');
      const ann = await somebody('ann');
      const contact = await board.call(queue);
      for (let time = 0; time < 2; time += 1)
        await ok(ann.client.post(about(contact, 'accept'), undefined, { 'idempotency-key': 'accepts' }));
      await ok(ann.client.post(about(contact, 'end'), { outcome: 'handled' }, { 'idempotency-key': 'ends' }));
      await home(ann);
    });
  });

  describe('a supervisor', () => {
    const supervisor = async (...permissions: string[]): Promise<ApiClient> =>
      service.asCaller({ subject: `sue${(people += 1)}` }, 'contact:read', ...permissions);

    it('listens, whispers and barges in, each by a permission of its own; who is not heard is not shown', async () => {
      const { contact, ann, ben } = await aCall();
      const sue = await supervisor('contact:listen', 'contact:whisper', 'contact:see-supervision');
      const { id } = await ok(sue.post<{ id: string }>(about(contact, 'listen')));
      expect(await ok(sue.post(about(contact, 'whisper')))).toEqual({ id });
      expect((await sue.post(about(contact, 'barge'))).status).toBe(403);
      expect(await ok(sue.get(`/api/v1/contacts/${contact}`))).toMatchObject({
        supervision: [{ id, mode: 'whisper' }],
      });
      expect(await ok(ann.client.get(`/api/v1/contacts/${contact}`))).toMatchObject({ supervision: [] });
      const bob = await supervisor('contact:barge');
      await ok(bob.post(about(contact, 'barge')));
      expect(await ok(ann.client.get(`/api/v1/contacts/${contact}`))).toMatchObject({
        supervision: [{ mode: 'barge' }],
      });
      await ok(sue.post(about(contact, 'supervision/end')));
      await ok(sue.post(about(contact, 'supervision/end')));
      await ann.ends(contact);
      const ends = await told(contact, 'contact.supervision-ended.v1');
      expect(ends.map(({ data }) => data)).toMatchObject([
        { sessionId: id, mode: 'whisper', as: 'stopped' },
        { mode: 'barge', as: 'contact-ended' },
      ]);
      expect((await told(contact, 'contact.supervised.v1')).map(({ data }) => (data as { mode: string }).mode)).toEqual(
        ['listen', 'whisper', 'barge'],
      );
      expect((await sue.post(about(contact, 'listen'))).status).toBe(409);
      await home(ann, ben);
    });

    it('answers a call for help by whispering, as a colleague by being consulted', async () => {
      const { contact, ann, ben } = await aCall();
      const { id } = await ok(does(ann, contact, 'help-requests', { note: 'he shouts' }));
      const sue = await supervisor('contact:help', 'contact:whisper', 'contact:barge');
      await ok(sue.post(about(contact, `help-requests/${id}/answer`)));
      await ok(sue.post(about(contact, 'whisper')));
      const { id: second } = await ok(does(ann, contact, 'help-requests', {}));
      await ok(does(ben, contact, `help-requests/${second}/answer`));
      await ok(does(ann, contact, 'consultation', { agentId: ben.person.id }));
      await ok(ben.accept(contact));
      await ok(does(ann, contact, 'consultation/merge'));
      await ok(does(ben, contact, 'help-requests', {}));
      await ok(sue.post(about(contact, 'barge')));
      await ann.ends(contact);
      await home(ann, ben);
    });

    it('takes over: has it, with room taken, and who had it wraps up', async () => {
      const { contact, ann, ben } = await aCall();
      await ok(does(ann, contact, 'consultation', { agentId: ben.person.id }));
      const boss = await board.agent('boss', [...AGENT_OF_CONTACTS, 'contact:take-over', 'contact:listen']);
      await ok(boss.client.post(about(contact, 'listen')));
      await ok(boss.client.post(about(contact, 'take-over')));
      expect(await board.contact(contact)).toMatchObject({
        ...{ status: 'in-progress', agentId: 'boss', request: null, participants: [] },
      });
      expect([await boss.state(), await ann.state(), await ben.state()]).toEqual([
        'engaged',
        'after-contact-work',
        'ready',
      ]);
      expect((await told(contact, 'contact.supervision-ended.v1'))[0]!.data).toMatchObject({ as: 'taken-over' });
      expect((await boss.client.post(about(contact, 'take-over'))).body).toMatchObject({
        code: 'contact-supervisor-has-it',
      });
      expect((await does(ann, contact, 'hold')).status).toBe(403);
      await boss.ends(contact);
      await ok(ann.client.post('/api/v1/agents/me/after-contact-work/end'));
      await home(ann, ben, boss);
    });

    it('takes over only as an agent who has room', async () => {
      const { contact, ann, ben } = await aCall();
      const ghost = await supervisor('contact:take-over');
      expect((await ghost.post(about(contact, 'take-over'))).body).toMatchObject({ code: 'agent-not-found' });
      expect(await board.contact(contact)).toMatchObject({ agentId: ann.person.id });
      await ann.ends(contact);
      await home(ann, ben);
    });

    it('writes notes into a chat that agents read and nobody else', async () => {
      const queue = await board.queue('noted chats');
      const ann = await somebody('ann');
      const contact = await board.start('chat');
      await board.enter(contact, queue);
      await ok(ann.accept(contact));
      const sue = await supervisor('contact:whisper');
      const { id } = await ok(sue.post<{ id: string }>(about(contact, 'notes'), { text: 'Offer the refund.' }));
      expect(await ok(ann.client.get(about(contact, 'notes')))).toMatchObject({
        items: [{ id, text: 'Offer the refund.' }],
        next: null,
      });
      expect((await sue.get(about(contact, 'notes'))).status).toBe(403);
      expect((await told(contact, 'contact.note-whispered.v1'))[0]!.data).toMatchObject({ noteId: id });
      expect(JSON.stringify(service.events())).not.toContain('refund');
      await ann.ends(contact);
      await home(ann);
    });
  });
});
