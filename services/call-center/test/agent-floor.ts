import { AgentDesk } from '../src/agent/agent.api.js';
import { AgentSweep } from '../src/agent/agent-sweep.js';
import type { AgentView } from '../src/agent/agent.dto.js';
import type { Assignment, Reservation } from '../src/agent/domain/work.js';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { aCall, aReservation } from './agent/an-agent.js';

/** One person at a desk, in a test; each step fails it when it is refused. */
export class Person {
  constructor(
    readonly id: string,
    readonly client: ApiClient,
    private readonly floor: AgentFloor,
  ) {}

  async logIn(): Promise<this> {
    await ok(this.client.post('/api/v1/agents/me/log-in'));
    return this;
  }

  async logOut(): Promise<void> {
    await ok(this.client.post('/api/v1/agents/me/log-out'));
  }

  async is(state: 'ready' | 'not-ready', reason?: string): Promise<this> {
    await ok(this.client.post('/api/v1/agents/me/status', { state, ...(reason !== undefined && { reason }) }));
    return this;
  }

  async heartbeat(body: object = {}): Promise<string> {
    return (await ok(this.client.post<{ leaseUntil: string }>('/api/v1/agents/me/heartbeat', body))).leaseUntil;
  }

  seen(): Promise<AgentView> {
    return ok(this.client.get<AgentView>('/api/v1/agents/me'));
  }

  async offered(id: string, over: Partial<Reservation> = {}): Promise<this> {
    const expiresAt = new Date(this.floor.service.clock.ms() + 20_000);
    await this.floor.desk((desk) => desk.offer(this.id, aReservation(id, { expiresAt, ...over })));
    return this;
  }

  async takes(id: string, over: Partial<Reservation> = {}): Promise<this> {
    await this.offered(id, over);
    await this.floor.desk((desk) => desk.accept(this.id, id));
    return this;
  }

  async calls(id: string, over: Partial<Assignment> = {}): Promise<this> {
    await this.floor.desk((desk) => desk.engage(this.id, aCall(id, over)));
    return this;
  }

  async ends(id: string): Promise<void> {
    await this.floor.desk((desk) => desk.release(this.id, id));
  }
}

/** The people of a call centre, in a test. */
export class AgentFloor {
  constructor(readonly service: ServiceInTest) {}

  async person(id: string): Promise<Person> {
    return new Person(id, await this.service.asCaller({ subject: id }, 'agent:self'), this);
  }

  /** Logged in and ready. */
  async ready(id: string): Promise<Person> {
    return (await (await this.person(id)).logIn()).is('ready');
  }

  supervisor(): Promise<ApiClient> {
    const setup = ['queue', 'skill', 'team', 'routing-profile', 'routing-plan', 'not-ready-reason'].map(
      (of) => `${of}:*`,
    );
    return this.service.asCaller({ subject: 'sam' }, 'agent:*', ...setup);
  }

  desk<T>(work: (desk: AgentDesk) => Promise<T>): Promise<T> {
    return runAsTenant('acme', () => work(this.service.running.app.get(AgentDesk, { strict: false })));
  }

  /** What ends by itself has ended. */
  sweep(): Promise<void> {
    return this.service.running.app.get(AgentSweep, { strict: false }).rounds.run();
  }
}

export async function ok<Body>(answering: Promise<ApiAnswer<Body>>): Promise<Body> {
  const { status, body } = await answering;
  if (status >= 400) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}
