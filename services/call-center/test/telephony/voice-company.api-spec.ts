import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import type { Agent } from '../switchboard.js';
import { VoiceLine } from './voice-line.js';
import { WithSimulatedSwitch } from './with-simulated-switch.js';

describe('call-center: more than two on a call', () => {
  let service: ServiceInTest;
  let line: VoiceLine;
  let queue: string;
  const staff: Agent[] = [];
  const open: string[] = [];

  beforeAll(async () => {
    service = await startForTest({ ...callCenter, module: WithSimulatedSwitch });
    line = await VoiceLine.of(service);
    queue = await line.board.queue('company');
  });
  afterEach(async () => {
    for (const callId of open.splice(0)) await line.does(callId, 'hang-up').catch(() => undefined);
    await service.settled();
    for (const agent of staff.splice(0)) await agent.client.post('/api/v1/agents/me/log-out');
  });
  afterAll(() => service.stop());

  async function agent(id: string): Promise<Agent> {
    const one = await line.agent(id, { answersAfterMs: 0 });
    staff.push(one);
    return one;
  }

  async function talk(id: string) {
    const one = await agent(id);
    const { callId, contactId } = await line.caller(queue);
    open.push(callId);
    await line.passes(0);
    const own = await line.callOf(contactId, id, 'answered');
    await line.talk(callId, own.id);
    return { agent: one, callId, contactId, own };
  }

  const hear = (callId: string, ...others: string[]) =>
    eventually(`${callId} hears ${others.join()}`, async () => {
      expect((await line.hears(callId)).toSorted()).toEqual(others.toSorted());
    });
  const does = (client: ApiClient, contactId: string, what: string, body?: object) =>
    ok(client.post(`/api/v1/contacts/${contactId}/${what}`, body));

  /** The colleague's call, once they have picked up. */
  async function consulted(contactId: string, client: ApiClient, colleague: string) {
    await agent(colleague);
    await does(client, contactId, 'consultation', { agentId: colleague });
    await eventually('it rings', async () => (await line.calls(contactId)).some((each) => each.agentId === colleague));
    await line.passes(0);
    return line.callOf(contactId, colleague, 'answered');
  }

  it('a colleague is consulted while the customer hears music, swapped with, and given the customer', async () => {
    const { agent: ann, callId, contactId, own } = await talk('ann');
    const colleague = await consulted(contactId, ann.client, 'bob');
    await hear(own.id, colleague.id);
    expect(await line.hears(callId)).toEqual([]);
    await does(ann.client, contactId, 'consultation/swap');
    await hear(own.id, callId);
    expect(await line.hears(colleague.id)).toEqual([]);
    await does(ann.client, contactId, 'consultation/swap');
    await hear(own.id, colleague.id);
    await does(ann.client, contactId, 'consultation/complete');
    await hear(callId, colleague.id);
    await line.callOf(contactId, 'ann', 'ended');
    expect(await line.board.contact(contactId)).toMatchObject({ status: 'in-progress', agentId: 'bob' });
  });

  it('who asked and hangs up has handed the customer over; a colleague who does has not', async () => {
    const { agent: cat, callId, contactId, own } = await talk('cat');
    const colleague = await consulted(contactId, cat.client, 'dee');
    await hear(own.id, colleague.id);
    await line.does(colleague.id, 'hang-up');
    await hear(own.id, callId);
    const other = await consulted(contactId, cat.client, 'eli');
    await hear(own.id, other.id);
    await line.does(own.id, 'hang-up');
    await hear(callId, other.id);
  });

  it('all talk to each other when it is merged, with a party outside as well', async () => {
    const { agent: flo, callId, contactId, own } = await talk('flo');
    const colleague = await consulted(contactId, flo.client, 'gil');
    await hear(own.id, colleague.id);
    await does(flo.client, contactId, 'consultation/merge');
    await hear(callId, own.id, colleague.id);
    await does(flo.client, contactId, 'outside-parties', { number: '+861012345678' });
    const party = await eventually('the party is called', async () => {
      return (await line.calls(contactId)).find(({ role }) => role === 'external') ?? false;
    });
    await line.passes(3);
    await hear(callId, own.id, colleague.id, party.id);
    await line.does(party.id, 'hang-up');
    await line.does(own.id, 'hang-up');
    await hear(callId, colleague.id);
    expect(await line.board.contact(contactId)).toMatchObject({ status: 'in-progress', agentId: 'gil' });
  });

  it('a supervisor listens, whispers, barges in and takes over', async () => {
    const { callId, contactId, own } = await talk('hua');
    await line.agent('ivy', { answersAfterMs: 0 }).then((ivy) => ivy.person.logOut());
    const modes = ['listen', 'whisper', 'barge', 'take-over'].map((mode) => `contact:${mode}`);
    const supervisor = await service.asCaller({ subject: 'ivy' }, 'agent:self', ...modes);
    await ok(supervisor.post('/api/v1/agents/me/log-in'));
    await does(supervisor, contactId, 'listen');
    const listening = await line.callOf(contactId, 'ivy', 'answered');
    await hear(listening.id, callId, own.id);
    expect([await line.hears(callId), await line.hears(own.id)]).toEqual([[own.id], [callId]]);
    await does(supervisor, contactId, 'whisper');
    await hear(own.id, callId, listening.id);
    expect(await line.hears(callId)).toEqual([own.id]);
    await does(supervisor, contactId, 'barge');
    await hear(callId, own.id, listening.id);
    await does(supervisor, contactId, 'listen');
    await hear(callId, own.id);
    await does(supervisor, contactId, 'take-over');
    await hear(callId, listening.id);
    await line.callOf(contactId, 'hua', 'ended');
  });

  it('who is promised a callback is dialled by whoever has taken it', async () => {
    const { callId, contactId } = await line.caller(queue);
    await does(line.sam, contactId, 'callback', { queueId: queue });
    await line.does(callId, 'hang-up');
    await service.settled();
    await agent('jan');
    await line.passes(0);
    const back = await eventually('they are dialled', async () => {
      return (await line.calls(contactId)).find(({ role, id }) => role === 'customer' && id !== callId) ?? false;
    });
    open.push(back.id);
    await line.passes(3);
    const own = await line.callOf(contactId, 'jan', 'answered');
    await hear(back.id, own.id);
    expect(await line.board.contact(contactId)).toMatchObject({ status: 'in-progress', agentId: 'jan' });
  });
});
