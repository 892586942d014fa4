import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { eventually } from '#libs/testing/eventually';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { Module } from '@nestjs/common';
import { z } from 'zod';
import { RoutingModule } from '../../src/routing/routing.module.js';
import { callCenter } from '../../src/service.js';
import { CallEvents } from '../../src/telephony/calls/call-events.js';
import { TelephonyWatch } from '../../src/telephony/calls/telephony-watch.js';
import { Switch } from '../../src/telephony/domain/switch.js';
import type { SimulatedSwitch } from '../../src/telephony/simulated/simulated-switch.js';
import { TelephonyModule } from '../../src/telephony/telephony.module.js';
import { TelephonyVariables, type TelephonySettings } from '../../src/telephony/telephony-environment.js';

const settings = (TELEPHONY: TelephonySettings['TELEPHONY']) => () => z.object(TelephonyVariables).parse({ TELEPHONY });

@Module({ imports: [RoutingModule, TelephonyModule.with(settings('simulated'))] })
class WithSimulatedSwitch {}

@Module({ imports: [RoutingModule, TelephonyModule.with(settings('none'))] })
class WithoutSwitch {}

interface Call {
  id: string;
  contactId: string;
  state: string;
  peerId: string | null;
}

describe('call-center: telephony', () => {
  let service: ServiceInTest;
  let sam: ApiClient;
  let simulated: SimulatedSwitch;

  beforeAll(async () => {
    const given = { ...callCenter, module: WithSimulatedSwitch, seed: undefined };
    service = await startForTest(given, { tenants: ['acme', 'globex'] });
    sam = await service.as('telephony:*', 'contact:*');
    simulated = service.running.app.get(Switch);
  });
  afterAll(() => service.stop());
  beforeEach(() => eventually('it hears the switch', () => service.running.app.get(TelephonyWatch).isHearing));

  const path = '/api/v1/telephony';
  const passes = async (ms: number) => {
    service.clock.advance(ms);
    simulated.advance();
    await service.running.app.get(CallEvents).idle();
  };

  async function aCaller(over: object = {}): Promise<Call> {
    const body = { from: '+8613900000000', to: '4001', patienceMs: null, talkMs: null, ...over };
    const { body: receipt, status } = await sam.post<{ callId: string }>(`${path}/simulated/calls`, body);
    expect(status).toBe(201);
    await passes(0);
    return callOf(receipt.callId);
  }

  async function callOf(callId: string): Promise<Call> {
    const { body } = await sam.get<{ items: Call[] }>(`${path}/calls`);
    return body.items.find(({ id }) => id === callId)!;
  }

  const contactOf = async ({ contactId }: Call) => (await sam.get(`/api/v1/contacts/${contactId}`)).body;
  const command = (callId: string, body: object) =>
    sam.post<{ commandId: string }>(`${path}/calls/${callId}/commands`, body);

  async function dial(call: Call, agentId: string, over: object = {}): Promise<string> {
    const body = { contactId: call.contactId, role: 'agent', agentId, to: { extension: agentId }, ...over };
    const { body: receipt, status } = await sam.post<{ callId: string }>(`${path}/calls`, body);
    expect(status).toBe(201);
    await passes(2_000);
    return receipt.callId;
  }

  it('a call waits, talks to the agent who was dialled for it, is held, and is handled', async () => {
    const call = await aCaller();
    expect(await contactOf(call)).toMatchObject({ channel: 'voice', status: 'waiting', address: '+8613900000000' });
    const agent = await dial(call, 'mia', { bridgesTo: call.id });
    expect(await callOf(call.id)).toMatchObject({ state: 'answered', peerId: agent });
    expect(await contactOf(call)).toMatchObject({ status: 'in-progress', agentId: 'mia' });
    expect((await command(call.id, { kind: 'hold' })).status).toBe(201);
    await passes(0);
    expect(await callOf(call.id)).toMatchObject({ state: 'held' });
    expect((await sam.post(`${path}/simulated/calls/${call.id}/hang-up`)).status).toBe(204);
    await passes(0);
    expect(await contactOf(call)).toMatchObject({ status: 'ended', outcome: 'handled' });
    expect(await callOf(agent)).toMatchObject({ state: 'ended', endCause: 'hung-up' });
  });

  it('a caller whose patience ends is abandoned', async () => {
    const call = await aCaller({ patienceMs: 8_000 });
    await passes(8_000);
    expect(await contactOf(call)).toMatchObject({ status: 'ended', outcome: 'abandoned' });
  });

  it('tells the other services what happens, without numbers and digits', async () => {
    const call = await aCaller();
    await command(call.id, { kind: 'answer' });
    const ask = { kind: 'collect', prompt: 'pin.wav', minDigits: 4, maxDigits: 4, timeoutSeconds: 5 };
    const { commandId } = (await command(call.id, ask)).body;
    expect((await sam.post(`${path}/simulated/calls/${call.id}/keys`, { keys: '4711' })).status).toBe(204);
    await passes(0);
    await service.settled();
    const told = service.events('call.progressed.v1').filter(({ subject }) => subject === call.id);
    expect(told.map(({ data }) => (data as { kind: string }).kind)).toEqual(['incoming', 'answered', 'collected']);
    expect(told.at(-1)).toMatchObject({ data: { contactId: call.contactId, commandId } });
    expect(JSON.stringify(told)).not.toMatch(/4711|13900000000/);
  });

  it('an IVR reads what was pressed, and nobody after the end of the call', async () => {
    const call = await aCaller();
    const digits = () => sam.get(`${path}/calls/${call.id}/digits`);
    expect(await digits()).toMatchObject({ status: 404, body: { code: 'nothing-collected' } });
    await command(call.id, { kind: 'answer' });
    const ask = { kind: 'collect', prompt: 'pin.wav', minDigits: 4, maxDigits: 4, timeoutSeconds: 5 };
    const { commandId } = (await command(call.id, ask)).body;
    await sam.post(`${path}/simulated/calls/${call.id}/keys`, { keys: '4711' });
    await passes(0);
    expect(await digits()).toMatchObject({ status: 200, body: { commandId, digits: '4711' } });
    await sam.post(`${path}/simulated/calls/${call.id}/hang-up`);
    await passes(0);
    expect(await digits()).toMatchObject({ status: 404 });
  });

  it('a recording is listed with its file until somebody has uploaded it', async () => {
    const call = await aCaller();
    await command(call.id, { kind: 'answer' });
    await command(call.id, { kind: 'start-recording', file: 'c-1.wav' });
    await passes(60_000);
    await command(call.id, { kind: 'stop-recording', file: 'c-1.wav' });
    await passes(0);
    const { recordings } = (await callOf(call.id)) as unknown as {
      recordings: { startedAt: string; endedAt: string }[];
    };
    expect(recordings).toMatchObject([{ file: 'c-1.wav' }]);
    expect(Date.parse(recordings[0]!.endedAt) - Date.parse(recordings[0]!.startedAt)).toBe(60_000);
  });

  it('a supervisor listens, by a permission of its own', async () => {
    const call = await aCaller();
    const agent = await dial(call, 'mia', { bridgesTo: call.id });
    const supervisor = await dial(call, 'sam', { role: 'supervisor' });
    const listen = { targetId: agent, mode: 'listen' };
    const ivr = await service.as('telephony:control', 'telephony:read');
    expect(await ivr.post(`${path}/calls/${supervisor}/monitoring`, listen)).toMatchObject({ status: 403 });
    expect(await sam.post(`${path}/calls/${supervisor}/monitoring`, listen)).toMatchObject({ status: 201 });
    expect(await command(supervisor, { kind: 'monitor', ...listen })).toMatchObject({ status: 422 });
  });

  it('keeps what a POST did under its key from being done again', async () => {
    const call = await aCaller();
    const body = { contactId: call.contactId, role: 'agent', agentId: 'mia', to: { extension: 'mia' } };
    const dialled = () => sam.post<{ callId: string }>(`${path}/calls`, body, { 'idempotency-key': newId(new Date()) });
    const key = { 'idempotency-key': newId(new Date()) };
    const [one, two] = [await sam.post(`${path}/calls`, body, key), await sam.post(`${path}/calls`, body, key)];
    expect(two.body).toEqual(one.body);
    expect((await dialled()).body).not.toEqual(one.body);
  });

  it('tenants know nothing of the calls of others', async () => {
    const call = await aCaller();
    const stranger = await service.asCaller({ tenant: 'globex' }, 'telephony:*');
    expect(await stranger.get(`${path}/calls`)).toMatchObject({ body: { items: [] } });
    for (const what of ['commands', 'monitoring'] as const) {
      const body = what === 'commands' ? { kind: 'hang-up' } : { targetId: call.id, mode: 'listen' };
      expect(await stranger.post(`${path}/calls/${call.id}/${what}`, body)).toMatchObject({ status: 404 });
    }
    expect(await stranger.post(`${path}/simulated/calls/${call.id}/hang-up`)).toMatchObject({ status: 404 });
    const own = await service.asCaller({ tenant: 'globex' }, 'telephony:*');
    const body = { from: null, to: '4001' };
    const { callId } = (await own.post<{ callId: string }>(`${path}/simulated/calls`, body)).body;
    await passes(0);
    const bridge = await own.post(`${path}/calls/${callId}/commands`, { kind: 'bridge', withId: call.id });
    expect(bridge).toMatchObject({ status: 404, body: { code: 'call-not-found' } });
  });

  it('is reconciled by itself after a cut, and when somebody asks', async () => {
    const call = await aCaller();
    simulated.cut();
    simulated.farHangUp(call.id);
    expect(await sam.post(`${path}/reconciliations`)).toMatchObject({
      status: 409,
      body: { code: 'switch-unreachable' },
    });
    simulated.mend();
    await eventually('the contact has ended', async () => {
      expect(await contactOf(call)).toMatchObject({ status: 'ended', outcome: 'abandoned' });
    });
    expect(await sam.post(`${path}/reconciliations`)).toMatchObject({ status: 201, body: { ended: 0, found: 0 } });
  });

  it('takes Idempotency-Keys: what the switch tells meanwhile has transactions of its own', async () => {
    const keyed = (route: string, body?: object) =>
      sam.post<Record<string, unknown>>(`${path}/${route}`, body, { 'idempotency-key': `once-${route}` });
    const first = await keyed('simulated/calls', { to: '4001', patienceMs: null });
    expect(first).toMatchObject({ status: 201, body: { contactId: expect.any(String) } });
    expect((await keyed('simulated/calls', { to: '4001', patienceMs: null })).body).toEqual(first.body);
    expect(await keyed('reconciliations')).toMatchObject({ status: 201, body: { ended: 0, found: 0 } });
  });

  it('counts events by what became of them', async () => {
    await aCaller();
    const { body } = await service.anonymous().get<string>('/metrics');
    expect(body).toMatch(/switchboard_telephony_events_total\{.*kind="incoming",fate="heard".*\} [1-9]/);
    expect(body).toMatch(/switchboard_telephony_connected_count\{.*\} 1/);
  });
});

describe('call-center without a switch', () => {
  let service: ServiceInTest;
  beforeAll(async () => {
    service = await startForTest({ ...callCenter, module: WithoutSwitch, seed: undefined });
  });
  afterAll(() => service.stop());

  it('refuses calls, and simulates none', async () => {
    const sam = await service.as('telephony:*', 'contact:*');
    const body = { contactId: newId(new Date()), role: 'agent', agentId: 'mia', to: { extension: 'mia' } };
    const refused = { status: 409, body: { code: 'telephony-not-configured' } };
    expect(await sam.post('/api/v1/telephony/calls', body)).toMatchObject(refused);
    expect(await sam.post('/api/v1/telephony/reconciliations')).toMatchObject(refused);
    const call = await sam.post('/api/v1/telephony/simulated/calls', { to: '4001' });
    expect(call).toMatchObject({ status: 409, body: { code: 'telephony-not-simulated' } });
  });
});
