import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callbackRequested } from '#libs/contracts/call-center/call-events';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ContactDesk } from '../../src/contact/contact-desk.api.js';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import { Switchboard, type Agent } from '../switchboard.js';

const NUMBER = '13800138000';

/** It begins at 17:00 in Shanghai. */
describe('call-center: customers who are called back', () => {
  let service: ServiceInTest;
  let board: Switchboard;
  let queues = 0;

  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme'] });
    board = await Switchboard.of(service);
    const setup = await service.asCaller({ subject: 'sam' }, 'campaign:*');
    await setup.post('/api/v1/number-zones', { prefix: '+86', zones: ['Asia/Shanghai'] });
  });
  afterAll(async () => {
    expect(await board.disagreements()).toBe(0);
    await service.stop();
  });

  const aQueue = (rules: object = {}) => board.queue(`called back ${(queues += 1)}`, rules);
  const asTenant = <T>(work: (desk: ContactDesk) => Promise<T>) =>
    board.asTenant(() => work(service.running.app.get(ContactDesk, { strict: false })));
  /** The call is over. */
  const hangsUp = (contact: string) => asTenant((desk) => desk.leave(contact, 'abandoned'));
  const asks = (contact: string, body: object = {}) =>
    board.line.post<Record<string, unknown>>(`/api/v1/contacts/${contact}/callback`, body);
  const reports = (agent: Agent, contact: string, outcome: string) =>
    agent.client.post(`/api/v1/contacts/${contact}/callback/attempts`, { outcome });
  const told = async (contact: string, type: string) => {
    await service.settled();
    return service
      .events(type)
      .filter(({ subject }) => subject === contact)
      .map(({ data }) => data);
  };
  /** Tokens live shorter than the clock moves, and so do agents. */
  async function morning(instant: string): Promise<void> {
    service.clock.set(instant);
    await board.desk.wake();
    board = await Switchboard.of(service);
  }
  async function calls(queue: string, address: string | null = NUMBER): Promise<string> {
    const body = { channel: 'voice', direction: 'inbound', address };
    const { id } = await ok(board.line.post<{ id: string }>('/api/v1/contacts', body));
    await board.enter(id, queue);
    return id;
  }

  it('keep their place, may hang up, and are called in their turn', async () => {
    const queue = await aQueue();
    const first = await calls(queue);
    await board.later(5);
    const second = await calls(queue);
    expect(await ok(asks(first))).toEqual({ position: 1, estimatedWaitMs: null, notBefore: null });
    await hangsUp(first);
    expect(await board.contact(first)).toMatchObject({ status: 'waiting', callback: { state: 'promised' } });
    const ann = await board.agent('ann');
    expect((await board.contact(second)).status).toBe('waiting');
    await ok(ann.accept(first));
    expect(await board.contact(first)).toMatchObject({
      status: 'in-progress',
      callback: { state: 'dialling', attempts: 1 },
    });
    expect(await told(first, 'contact.callback-due.v1')).toMatchObject([{ agentId: 'ann', attempt: 1 }]);
    await ok(reports(ann, first, 'reached'));
    await board.later(60);
    await ann.ends(first);
    expect(await told(first, 'contact.ended.v1')).toMatchObject([
      { outcome: 'handled', course: { left: null, waitMs: 5_000, talkMs: 60_000 } },
    ]);
    await ok(ann.accept(second));
    await ann.ends(second);
    await ann.person.logOut();
  });

  it('are tried again at their place, so often and so much later as the queue says, and then no more', async () => {
    const queue = await aQueue({ callback: { attempts: 2, retrySeconds: 60 } });
    const contact = await calls(queue);
    await ok(asks(contact));
    const bea = await board.agent('bea');
    await ok(bea.accept(contact));
    await board.later(20);
    await ok(reports(bea, contact, 'busy'));
    expect(await board.contact(contact)).toMatchObject({
      status: 'waiting',
      callback: { state: 'promised', attempts: 1 },
    });
    expect(await bea.state()).toBe('ready');
    await board.later(59);
    expect(await bea.state()).toBe('ready');
    await board.later(1);
    await ok(bea.accept(contact));
    await ok(reports(bea, contact, 'no-answer'));
    expect(await board.contact(contact)).toMatchObject({
      status: 'ended',
      callback: { state: 'given-up', attempts: 2 },
    });
    expect(await bea.state()).toBe('ready');
    expect(await told(contact, 'contact.callback-attempted.v1')).toMatchObject([
      { attempt: 1, outcome: 'busy', again: expect.any(String) },
      { attempt: 2, outcome: 'no-answer', again: null },
    ]);
    expect(await told(contact, 'contact.ended.v1')).toMatchObject([
      { outcome: 'handled', course: { answeredAt: null, talkMs: 0, left: null } },
    ]);
    await bea.person.logOut();
  });

  it('are let in where the queue is full, from wherever they are', async () => {
    const queue = await aQueue({ maxWaiting: 1 });
    const first = await calls(queue);
    const second = await board.start();
    expect((await asks(second)).body).toMatchObject({ code: 'routing-contact-unknown' });
    expect(await ok(asks(second, { queueId: queue, number: NUMBER }))).toMatchObject({ position: 2 });
    for (const contact of [first, second])
      await ok(board.line.post(`/api/v1/contacts/${contact}/end`, { outcome: 'self-served' }));
  });

  it('are not given up by who only waits in line, and are callers', async () => {
    const queue = await aQueue();
    const contact = await calls(queue);
    await ok(asks(contact));
    const refused = await board.line.post(`/api/v1/contacts/${contact}/end`, { outcome: 'abandoned' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'contact-awaits-callback' } });
    await ok(board.line.post(`/api/v1/contacts/${contact}/end`, { outcome: 'self-served' }));
    const chat = await board.start('chat');
    await board.enter(chat, queue);
    expect(await asks(chat)).toMatchObject({ status: 422, body: { code: 'contact-callback-not-possible' } });
    await board.hangUp(chat);
  });

  it('are promised it by a dialogue without people, and may hang up before anybody knows', async () => {
    const queue = await aQueue();
    const contact = await board.start();
    await asTenant((desk) => desk.expectCallback(contact));
    await hangsUp(contact);
    expect(await board.contact(contact)).toMatchObject({ status: 'waiting', callback: { state: 'asked' } });
    const asked = { contactId: contact, customerId: null, queueId: queue, recordingId: null };
    for (let time = 0; time < 2; time += 1) await service.publish(callbackRequested, asked);
    await service.settled();
    expect(await board.contact(contact)).toMatchObject({
      status: 'waiting',
      queueId: queue,
      callback: { state: 'promised' },
    });
    expect(await told(contact, 'contact.callback-promised.v1')).toHaveLength(1);
    await ok(board.line.post(`/api/v1/contacts/${contact}/end`, { outcome: 'self-served' }));
  });

  it('are transferred to nobody before they are reached', async () => {
    const queue = await aQueue();
    const contact = await calls(queue);
    await ok(asks(contact));
    const dan = await board.agent('don');
    await ok(dan.accept(contact));
    const path = `/api/v1/contacts/${contact}`;
    for (const [verb, body] of [
      ['transfer', { queueId: queue }],
      ['consultation', { queueId: queue }],
    ] as const)
      expect((await dan.client.post(`${path}/${verb}`, body)).body).toMatchObject({ code: 'contact-awaits-callback' });
    const eve = await board.agent('eve');
    expect((await reports(eve, contact, 'reached')).status).toBe(403);
    await ok(reports(dan, contact, 'reached'));
    expect((await reports(dan, contact, 'reached')).body).toMatchObject({ code: 'contact-callback-not-under-way' });
    await dan.ends(contact);
    for (const agent of [dan, eve]) await agent.person.logOut();
  });

  it('are called in the hours of their own clock: what comes to its turn at night waits until morning', async () => {
    const queue = await aQueue({ callback: { from: '08:00', to: '17:30' } });
    const contact = await calls(queue);
    expect(await ok(asks(contact))).toMatchObject({ notBefore: null });
    await hangsUp(contact);
    await morning('2026-11-23T09:30:00Z');
    const cid = await board.agent('cid');
    expect(await cid.state()).toBe('ready');
    const late = await calls(queue);
    await ok(cid.accept(late));
    await cid.ends(late);
    expect(await told(contact, 'contact.offered.v1')).toEqual([]);
    expect(await ok(asks(contact))).toMatchObject({ position: 1, notBefore: '2026-11-24T00:00:00.000Z' });
    const nine = { notBefore: '2026-11-24T09:00:00+08:00' };
    expect(await ok(asks(contact, nine))).toMatchObject({ notBefore: '2026-11-24T01:00:00.000Z' });
    await cid.person.logOut();
    await morning('2026-11-24T00:59:59Z');
    const dan = await board.agent('dan');
    expect(await dan.state()).toBe('ready');
    await board.later(1);
    expect(await dan.state()).toBe('offered');
    await ok(board.line.post(`/api/v1/contacts/${contact}/end`, { outcome: 'self-served' }));
  });
});
