import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { AgentView } from '../../src/agent/agent.dto.js';
import { callCenter } from '../../src/service.js';
import { AgentFloor, ok } from '../agent-floor.js';

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export const idsOf = ({ items }: Page<AgentView>) => items.map(({ id }) => id);

/** A floor of agents, each with a name of their own, and Sam who supervises them. */
export class SupervisedAgents {
  #people = 0;

  private constructor(
    readonly service: ServiceInTest,
    readonly floor: AgentFloor,
    readonly sam: ApiClient,
  ) {}

  static async start(): Promise<SupervisedAgents> {
    const service = await startForTest(callCenter);
    const floor = new AgentFloor(service);
    return new SupervisedAgents(service, floor, await floor.supervisor());
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  aName(): string {
    return `agent-${this.#people++}`;
  }

  now(): string {
    return this.service.clock.now().toISOString();
  }

  list(query: string): Promise<Page<AgentView>> {
    return ok(this.sam.get<Page<AgentView>>(`/api/v1/agents?limit=200&${query}`));
  }
}
