import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { PartitionDesk } from '../src/routing/partition-desk.js';
import { AgentFloor, ok, type Person } from './agent-floor.js';

interface QueueSeen {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

/** What agents may do with contacts, as their role says. */
export const AGENT_OF_CONTACTS = [
  ...['accept', 'callback', 'conference', 'connect', 'consult', 'end', 'help', 'hold', 'identify', 'queue', 'read'],
  ...['read-notes', 'start', 'transfer', 'wrap-up'],
].map((what) => `contact:${what}`);

/** A call centre with agents, queues and contacts, in a test. */
export class Switchboard {
  readonly floor: AgentFloor;
  #supervisor!: ApiClient;
  #line!: ApiClient;

  private constructor(readonly service: ServiceInTest) {
    this.floor = new AgentFloor(service);
  }

  static async of(service: ServiceInTest): Promise<Switchboard> {
    const switchboard = new Switchboard(service);
    switchboard.#supervisor = await switchboard.floor.supervisor();
    switchboard.#line = await service.asCaller({ subject: 'ivr', kind: 'client' }, 'contact:*');
    return switchboard;
  }

  get supervisor(): ApiClient {
    return this.#supervisor;
  }

  /** A queue of its own, and everybody with the default profile in it alone. */
  async queue(name: string, more: object = {}): Promise<string> {
    const text = { name, channels: ['voice', 'chat'], wrapUp: { mode: 'optional' }, ...more };
    const { id } = await ok(this.#supervisor.post<QueueSeen>('/api/v1/queues', text));
    await this.staff([id]);
    return id;
  }

  /** The queues of everybody with the default profile. */
  async staff(queueIds: readonly string[]): Promise<void> {
    const { items } = await ok(
      this.#supervisor.get<{ items: (QueueSeen & Record<string, unknown>)[] }>('/api/v1/routing-profiles'),
    );
    const { id, version, ...profile } = items.find(({ name }) => name === 'default')!;
    const queues = queueIds.map((queueId) => ({ queueId, priority: 1, delaySeconds: 0 }));
    const body = { ...profile, queues };
    await ok(this.#supervisor.put(`/api/v1/routing-profiles/${id}`, body, { 'if-match': `"${version}"` }));
    await this.service.settled();
  }

  /** Somebody ready, who may take contacts. */
  async agent(id: string, permissions: readonly string[] = AGENT_OF_CONTACTS): Promise<Agent> {
    const person = await this.floor.ready(id);
    return new Agent(person, await this.service.asCaller({ subject: id }, 'agent:self', ...permissions));
  }

  async call(queueId: string, more: object = {}): Promise<string> {
    const id = await this.start();
    await this.enter(id, queueId, more);
    return id;
  }

  async start(channel = 'voice'): Promise<string> {
    const body = { channel, direction: 'inbound' };
    return (await ok(this.#line.post<{ id: string }>('/api/v1/contacts', body))).id;
  }

  async enter(contactId: string, queueId: string, more: object = {}): Promise<void> {
    await ok(this.#line.post(`/api/v1/contacts/${contactId}/queue`, { queueId, ...more }));
  }

  async hangUp(contactId: string): Promise<void> {
    await ok(this.#line.post(`/api/v1/contacts/${contactId}/end`, { outcome: 'abandoned' }));
  }

  get line(): ApiClient {
    return this.#line;
  }

  contact(contactId: string): Promise<Record<string, unknown>> {
    return ok(this.#line.get(`/api/v1/contacts/${contactId}`));
  }

  /** Time passes, and what was due is done. */
  async later(seconds: number): Promise<void> {
    this.service.clock.advance({ seconds });
    await this.desk.wake();
  }

  get desk(): PartitionDesk {
    return this.service.running.app.get(PartitionDesk, { strict: false });
  }

  asTenant<T>(work: () => Promise<T>): Promise<T> {
    return runAsTenant('acme', work);
  }

  async disagreements(): Promise<number> {
    const text = (await (await this.service.as('metrics:read')).get<string>('/metrics')).body;
    const lines = text.split('\n').filter((line) => line.startsWith('switchboard_routing_disagreements_total{'));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }
}

/** Somebody who takes contacts. */
export class Agent {
  constructor(
    readonly person: Person,
    readonly client: ApiClient,
  ) {}

  accept(contactId: string) {
    return this.client.post<Record<string, unknown>>(`/api/v1/contacts/${contactId}/accept`);
  }

  decline(contactId: string) {
    return this.client.post<Record<string, unknown>>(`/api/v1/contacts/${contactId}/decline`);
  }

  async ends(contactId: string): Promise<void> {
    await ok(this.client.post(`/api/v1/contacts/${contactId}/end`, { outcome: 'handled' }));
  }

  async state(): Promise<string> {
    return (await this.person.seen()).state;
  }
}
