import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import type { Agent } from '../switchboard.js';
import { VoiceLine } from './voice-line.js';
import { WithSimulatedSwitch } from './with-simulated-switch.js';

describe('call-center: a call finds its agent, and they talk', () => {
  let service: ServiceInTest;
  let line: VoiceLine;
  let queue: string;
  const staff: Agent[] = [];

  beforeAll(async () => {
    service = await startForTest({ ...callCenter, module: WithSimulatedSwitch });
    line = await VoiceLine.of(service);
    queue = await line.board.queue('voice line', { wrapUp: { mode: 'mandatory' } });
  });
  afterEach(async () => {
    for (const agent of staff.splice(0)) await agent.client.post('/api/v1/agents/me/log-out');
  });
  afterAll(async () => {
    expect(await line.board.disagreements()).toBe(0);
    await service.stop();
  });

  async function agent(id: string, telephone?: object): Promise<Agent> {
    const one = await line.agent(id, telephone);
    staff.push(one);
    return one;
  }

  /** A caller who talks to an agent that has picked up. */
  async function talk(id: string) {
    const one = await agent(id);
    const { callId, contactId } = await line.caller(queue);
    const own = await line.callOf(contactId, id, 'ringing');
    await line.does(own.id, 'answer');
    await line.talk(callId, own.id);
    return { agent: one, callId, contactId, own };
  }

  async function wrapsUp({ client }: Agent): Promise<void> {
    await ok(client.post('/api/v1/agents/me/after-contact-work/end'));
  }

  it('is taken by picking up, wrapped up after hanging up, and then over', async () => {
    const { agent: ada, callId, contactId, own } = await talk('ada');
    expect(await line.board.contact(contactId)).toMatchObject({ status: 'in-progress', agentId: 'ada' });
    expect((await ada.accept(contactId)).status).toBe(204);
    expect(await line.hears(callId)).toEqual([own.id]);
    await line.does(own.id, 'hang-up');
    await line.contactIs(contactId, 'wrap-up');
    await line.callOf(contactId, 'ada', 'ended');
    expect(await ada.state()).toBe('after-contact-work');
    await wrapsUp(ada);
    expect(await line.contactIs(contactId, 'ended')).toMatchObject({ outcome: 'handled' });
    await service.settled();
    expect(await line.call(callId)).toMatchObject({ state: 'ended' });
  });

  it('is taken over the API: the telephone picks up by itself', async () => {
    const bea = await agent('bea');
    const { callId, contactId } = await line.caller(queue);
    const own = await line.callOf(contactId, 'bea', 'ringing');
    await ok(bea.accept(contactId));
    await line.talk(callId, own.id);
    await line.does(callId, 'hang-up');
    await line.contactIs(contactId, 'wrap-up');
    expect(await line.callOf(contactId, 'bea', 'ended')).toMatchObject({ endCause: 'hung-up' });
    await wrapsUp(bea);
  });

  it('rings no more at whom it was offered to once it is declined, missed or gone', async () => {
    const cid = await agent('cid');
    const first = await line.caller(queue);
    await line.callOf(first.contactId, 'cid', 'ringing');
    await ok(cid.decline(first.contactId));
    expect(await line.callOf(first.contactId, 'cid', 'ended')).toMatchObject({ endCause: 'cancelled' });
    await line.does(first.callId, 'hang-up');
    expect(await line.contactIs(first.contactId, 'ended')).toMatchObject({ outcome: 'abandoned' });
    const second = await line.caller(queue);
    const rings = await line.callOf(second.contactId, 'cid', 'ringing');
    await line.does(rings.id, 'reject');
    await line.contactIs(second.contactId, 'waiting');
    await line.does(second.callId, 'hang-up');
    const third = await line.caller(queue);
    await line.callOf(third.contactId, 'cid', 'ringing');
    await line.passes(20);
    expect(await cid.state()).toBe('not-responding');
    expect(await line.callOf(third.contactId, 'cid', 'ended')).toMatchObject({ endCause: 'cancelled' });
    await line.does(third.callId, 'hang-up');
    await line.contactIs(third.contactId, 'ended');
  });

  it('is held at the API or at the telephone, and goes on', async () => {
    const { agent: dan, callId, contactId, own } = await talk('dan');
    await ok(dan.client.post(`/api/v1/contacts/${contactId}/hold`));
    await line.callOf(contactId, 'dan', 'held');
    expect([await line.hears(callId), await line.hears(own.id)]).toEqual([[], []]);
    await ok(dan.client.post(`/api/v1/contacts/${contactId}/resume`));
    await line.callOf(contactId, 'dan', 'answered');
    expect(await line.hears(callId)).toEqual([own.id]);
    const command = (kind: string) => ok(line.sam.post(`/api/v1/telephony/calls/${own.id}/commands`, { kind }));
    await command('hold');
    await line.contactIs(contactId, 'held');
    await command('resume');
    await line.contactIs(contactId, 'in-progress');
    await ok(dan.client.post(`/api/v1/contacts/${contactId}/end`, { outcome: 'handled' }));
    await line.callOf(contactId, 'dan', 'ended');
    await wrapsUp(dan);
  });

  it('is transferred blindly: who had it is let go, the customer hears music and then the next one', async () => {
    const { agent: eve, callId, contactId, own } = await talk('eve');
    await ok(eve.client.post(`/api/v1/contacts/${contactId}/transfer`, { queueId: queue, letGo: 'at-once' }));
    await line.callOf(contactId, 'eve', 'ended');
    await line.talk(callId, null);
    const fay = await agent('fay');
    const next = await line.callOf(contactId, 'fay', 'ringing');
    await line.does(next.id, 'answer');
    await line.talk(callId, next.id);
    expect((await line.call(own.id)).state).toBe('ended');
    await line.does(callId, 'hang-up');
    await line.contactIs(contactId, 'wrap-up');
    for (const each of [eve, fay]) await wrapsUp(each);
  });

  it('is transferred on accept: they go on talking until the next one has picked up', async () => {
    const { agent: gus, callId, contactId, own } = await talk('gus');
    const hal = await agent('hal');
    const to = { agentId: 'hal', waitSeconds: 30, letGo: 'on-accept' };
    await ok(gus.client.post(`/api/v1/contacts/${contactId}/transfer`, to));
    const next = await line.callOf(contactId, 'hal', 'ringing');
    expect((await line.call(callId)).peerId).toBe(own.id);
    await line.does(next.id, 'answer');
    await line.talk(callId, next.id);
    await line.callOf(contactId, 'gus', 'ended');
    await line.does(next.id, 'hang-up');
    await line.contactIs(contactId, 'wrap-up');
    for (const each of [gus, hal]) await wrapsUp(each);
  });

  it('waits again, at its place, when the telephone of its agent is lost', async () => {
    const { agent: ida, callId, contactId, own } = await talk('ida');
    line.theSwitch.cut();
    line.theSwitch.farHangUp(own.id);
    line.theSwitch.mend();
    await line.contactIs(contactId, 'waiting');
    await line.does(callId, 'hang-up');
    await line.contactIs(contactId, 'ended');
    await wrapsUp(ida);
  });

  it('agents command their own calls only', async () => {
    const { agent: jon, callId, contactId, own } = await talk('jon');
    const says = async (subject: string, body: object, ...more: string[]) => {
      const client = await service.asCaller({ subject }, 'telephony:control', ...more);
      return client.post(`/api/v1/telephony/calls/${callId}/commands`, body);
    };
    expect(await says('kim', { kind: 'mute' })).toMatchObject({ status: 403, body: { code: 'call-not-yours' } });
    expect((await says('jon', { kind: 'mute' })).status).toBe(201);
    expect(await line.hears(own.id)).toEqual([]);
    expect((await says('kim', { kind: 'unmute' }, 'telephony:control-any')).status).toBe(201);
    expect(await line.hears(own.id)).toEqual([callId]);
    expect((await says('jon', { kind: 'send-keys', keys: '12#' })).status).toBe(201);
    await line.does(own.id, 'hang-up');
    await line.contactIs(contactId, 'wrap-up');
    await wrapsUp(jon);
  });
});
