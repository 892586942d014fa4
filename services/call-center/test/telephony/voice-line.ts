import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { CallEvents } from '../../src/telephony/calls/call-events.js';
import { TelephonyWatch } from '../../src/telephony/calls/telephony-watch.js';
import { Switch } from '../../src/telephony/domain/switch.js';
import type { SimulatedSwitch } from '../../src/telephony/simulated/simulated-switch.js';
import { ok } from '../agent-floor.js';
import { Switchboard, type Agent } from '../switchboard.js';

export interface Call {
  readonly id: string;
  readonly contactId: string;
  readonly role: string;
  readonly agentId: string | null;
  readonly state: string;
  readonly peerId: string | null;
  readonly endCause: string | null;
}

/** A call centre with a simulated switch, driven over HTTP alone. */
export class VoiceLine {
  private constructor(
    readonly service: ServiceInTest,
    readonly board: Switchboard,
    readonly sam: ApiClient,
    readonly theSwitch: SimulatedSwitch,
  ) {}

  static async of(service: ServiceInTest): Promise<VoiceLine> {
    const sam = await service.asCaller({ subject: 'sam' }, 'telephony:*', 'agent:*', 'contact:*');
    await eventually('it hears the switch', () => service.running.app.get(TelephonyWatch, { strict: false }).isHearing);
    const theSwitch: SimulatedSwitch = service.running.app.get(Switch, { strict: false });
    return new VoiceLine(service, await Switchboard.of(service), sam, theSwitch);
  }

  /** Somebody ready, with a telephone that rings until it is answered. */
  async agent(id: string, telephone: object = { answersAfterMs: null }): Promise<Agent> {
    const path = `/api/v1/agents/${id}/assignment`;
    const { version, ...belonging } = await ok(this.sam.get<{ version: number }>(path));
    await ok(this.sam.put(path, { ...belonging, id: undefined, extension: `x-${id}` }, { 'if-match': `"${version}"` }));
    await ok(this.sam.put(`/api/v1/telephony/simulated/telephones/x-${id}`, telephone));
    return this.board.agent(id);
  }

  /** Somebody calls and waits in a queue. */
  async caller(queueId: string): Promise<{ callId: string; contactId: string }> {
    const body = { from: '+8613900000000', to: '4001', patienceMs: null, talkMs: null };
    const call = await ok(
      this.sam.post<{ callId: string; contactId: string }>('/api/v1/telephony/simulated/calls', body),
    );
    await this.board.enter(call.contactId, queueId);
    return call;
  }

  /** The newest call of an agent with a contact, once it stands so. */
  callOf(contactId: string, agentId: string, state: string): Promise<Call> {
    return eventually(`${state}: the call of ${agentId}`, async () => {
      const newest = (await this.calls(contactId)).find((call) => call.agentId === agentId);
      return newest?.state === state && newest;
    });
  }

  talk(callId: string, withId: string | null): Promise<unknown> {
    return eventually(`${callId} talks to ${withId}`, async () => (await this.call(callId)).peerId === withId);
  }

  contactIs(contactId: string, status: string): Promise<Record<string, unknown>> {
    return eventually(`the contact is ${status}`, async () => {
      const contact = await this.board.contact(contactId);
      return contact['status'] === status && contact;
    });
  }

  async calls(contactId: string): Promise<Call[]> {
    return (await ok(this.sam.get<{ items: Call[] }>(`/api/v1/telephony/calls?contactId=${contactId}`))).items;
  }

  async call(callId: string): Promise<Call> {
    return (await ok(this.sam.get<{ items: Call[] }>('/api/v1/telephony/calls?limit=200'))).items.find(
      ({ id }) => id === callId,
    )!;
  }

  /** What somebody does at a telephone. */
  async does(callId: string, what: 'answer' | 'reject' | 'hang-up'): Promise<void> {
    await ok(this.sam.post(`/api/v1/telephony/simulated/calls/${callId}/${what}`));
  }

  async hears(callId: string): Promise<string[]> {
    return (await ok(this.sam.get<{ hears: string[] }>(`/api/v1/telephony/simulated/calls/${callId}/hears`))).hears;
  }

  async passes(seconds: number): Promise<void> {
    await this.board.later(seconds);
    this.theSwitch.advance();
    await this.service.running.app.get(CallEvents, { strict: false }).idle();
  }
}
