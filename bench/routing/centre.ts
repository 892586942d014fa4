import type { RoutingEvent } from '#libs/contact-routing/events';
import type { AgentDefinition, QueueMembership } from '#libs/contact-routing/model/agent';
import type { ContactRequest, SkillLevel } from '#libs/contact-routing/model/contact';
import type { QueueDefinition, Strategy } from '#libs/contact-routing/model/queue';
import type { Dice } from '#libs/kernel/dice';

export const PRIORITY_WORTH_SECONDS = 60;

export interface CentreSize {
  readonly agents: number;
  readonly queues: number;
  readonly skills: number;
  readonly skillsPerAgent: number;
  readonly queuesPerAgent: number;
  /** Of a contact, at most. */
  readonly skillsAsked: number;
  /** How many different things contacts of a queue ask for; null: no two need ask the same. */
  readonly needsPerQueue: number | null;
}

type Need = Pick<ContactRequest, 'required' | 'preferred'>;

/** Agents, queues and whoever may come. What a contact asks for, some agent of its queue has. */
export class Centre {
  readonly agents: readonly AgentDefinition[];
  readonly queues: readonly QueueDefinition[];
  readonly #members = new Map<string, AgentDefinition[]>();
  readonly #needs = new Map<string, Need[]>();
  #contacts = 0;

  constructor(
    private readonly dice: Dice,
    private readonly size: CentreSize,
    readonly strategy: Strategy,
  ) {
    this.queues = Array.from({ length: size.queues }, (_, index) => queue(`queue-${index}`, strategy));
    this.agents = Array.from({ length: size.agents }, (_, index) => this.#agent(`agent-${index}`));
    for (const agent of this.agents) {
      for (const { queueId } of agent.queues)
        this.#members.set(queueId, [...(this.#members.get(queueId) ?? []), agent]);
    }
  }

  /** All agents are there; whoever is to be busy has a call of their own. */
  opening(areBusy: boolean): RoutingEvent[] {
    return [
      ...this.queues.map((each): RoutingEvent => ({ type: 'queue-defined', queue: each })),
      ...this.agents.flatMap((agent): RoutingEvent[] => [
        { type: 'agent-defined', agent },
        ...(areBusy ? [ownCall(agent.id)] : []),
        { type: 'agent-state-set', agentId: agent.id, state: 'ready', when: 'now' },
      ]),
    ];
  }

  contact(): ContactRequest {
    this.#contacts += 1;
    const queueId = this.dice.oneOf(this.queues).id;
    return {
      id: `contact-${this.#contacts}`,
      channel: 'voice',
      queueId,
      priority: this.dice.below(10) === 0 ? 1 : 0,
      ...this.#need(queueId),
      wishes: [],
    };
  }

  #need(queueId: string): Need {
    const { needsPerQueue } = this.size;
    if (needsPerQueue === null) return this.#newNeed(queueId);
    const known = this.#needs.get(queueId) ?? Array.from({ length: needsPerQueue }, () => this.#newNeed(queueId));
    this.#needs.set(queueId, known);
    return this.dice.oneOf(known);
  }

  #newNeed(queueId: string): Need {
    const someone = this.dice.oneOf(this.#members.get(queueId) ?? this.agents);
    return {
      required: this.#of(someone, 1 + this.dice.below(this.size.skillsAsked)),
      preferred: this.dice.below(3) === 0 ? this.#of(someone, 1) : [],
    };
  }

  #of({ skills }: AgentDefinition, count: number): SkillLevel[] {
    const known = Object.entries(skills);
    const picked = new Map(Array.from({ length: count }, () => this.dice.oneOf(known)));
    return Array.from(picked, ([skill, level]) => ({ skill, level: 1 + this.dice.below(level) }));
  }

  #agent(id: string): AgentDefinition {
    const { skills, skillsPerAgent, queues, queuesPerAgent } = this.size;
    const picked = (count: number, of: number) => new Set(Array.from({ length: count }, () => this.dice.below(of)));
    const membership = (index: number): QueueMembership => ({
      queueId: `queue-${index}`,
      priority: 1 + this.dice.below(2),
      delaySeconds: 0,
    });
    return {
      id,
      skills: Object.fromEntries(
        Array.from(picked(skillsPerAgent, skills), (index) => [`skill-${index}`, 1 + this.dice.below(5)]),
      ),
      queues: Array.from(picked(queuesPerAgent, queues), membership),
      capacity: { voice: { slots: 1, weight: 100 } },
      ownWorkKeepsIdle: false,
    };
  }
}

export function ownCall(agentId: string): RoutingEvent {
  return { type: 'own-work-begun', agentId, contactId: `own-${agentId}`, channel: 'voice' };
}

function queue(id: string, strategy: Strategy): QueueDefinition {
  return {
    id,
    strategy,
    priorityWorthSeconds: PRIORITY_WORTH_SECONDS,
    offerSeconds: 3_600,
    ringsAtMost: 1,
    noAnswer: { excludedSeconds: 0, toTheEnd: false, agentBecomes: 'ready' },
    rejected: { excludedSeconds: 0, toTheEnd: false },
    breaker: { misses: 3, pauseSeconds: 0 },
    wrapUp: { mode: 'none' },
  };
}
