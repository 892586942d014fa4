import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import { Listener } from '#libs/testing/listener';
import { Switchboard } from '../switchboard.js';

const EVENTS = '/api/v1/agents/me/events';

describe('call-center: agents hear what happens to them', () => {
  let service: ServiceInTest;
  let board: Switchboard;

  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme'] });
    board = await Switchboard.of(service);
  });
  afterAll(() => service.stop());

  it('how they are, then offers and states as they happen, within a second', async () => {
    const queue = await board.queue('heard');
    const ada = await board.agent('ada');
    const listener = await Listener.of(ada.client, EVENTS);
    expect(listener.contentType).toBe('text/event-stream');
    expect(await listener.next()).toMatchObject({ type: 'agent', data: { id: 'ada', state: 'ready', offers: [] } });
    const contact = await board.call(queue);
    const begun = performance.now();
    expect(await listener.next()).toMatchObject({ type: 'agent-offered', data: { contactId: contact } });
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(await listener.next()).toMatchObject({ type: 'agent-state-changed', data: { to: 'offered' } });
    expect(await ok(ada.client.get('/api/v1/agents/me/offers'))).toMatchObject({
      items: [{ id: `${contact}/1`, contactId: contact, queueId: queue }],
    });
    await board.hangUp(contact);
    expect(await listener.next()).toMatchObject({ type: 'agent-assignment-ended', data: { as: 'canceled' } });
    listener.leave();
    await ada.person.logOut();
  });

  it('what they missed while the connection was gone, once and in order, and nothing of others', async () => {
    const queue = await board.queue('missed');
    const bea = await board.agent('bea');
    const listener = await Listener.of(bea.client, EVENTS);
    const { id } = await listener.next();
    listener.leave();
    await board.agent('cid');
    const contact = await board.call(queue);
    await ok(bea.accept(contact));
    await bea.ends(contact);
    const again = await Listener.of(bea.client, EVENTS, { 'last-event-id': id });
    const heard = [];
    for (let count = 0; count < 6; count += 1) heard.push(await again.next());
    expect(heard.map(({ type, data }) => [type, data.to ?? data.contactId])).toEqual([
      ['agent-offered', contact],
      ['agent-state-changed', 'offered'],
      ['agent-engaged', contact],
      ['agent-state-changed', 'engaged'],
      ['agent-assignment-ended', contact],
      ['agent-state-changed', 'ready'],
    ]);
    expect(heard.map((each) => each.id)).toEqual(heard.map((each) => each.id).sort());
    again.leave();
  });

  it('until the service stops, which they do not hold up', async () => {
    const other = await startForTest(callCenter);
    const there = await Switchboard.of(other);
    const dan = await there.agent('dan');
    const listener = await Listener.of(dan.client, EVENTS);
    await listener.next();
    await other.stop();
    expect(await listener.ended()).toBe(true);
  });
});
