/** What an agent may get. A change applies at once; contacts being handled stay. */
export interface AgentDefinition {
  readonly id: string;
  /** Levels 1 to 5 by skill. */
  readonly skills: Readonly<Record<string, number>>;
  readonly queues: readonly QueueMembership[];
  readonly capacity: Readonly<Record<string, ChannelCapacity>>;
  /** Whether work the agent began (an outbound call) leaves the place among the idle as it is. */
  readonly ownWorkKeepsIdle: boolean;
}

export interface QueueMembership {
  readonly queueId: string;
  /** From 1; a contact of a queue with a lower number is taken first, whatever its score. */
  readonly priority: number;
  /** The agent is offered contacts only after they waited so long in the queue. */
  readonly delaySeconds: number;
}

/** Every contact on the channel takes `weight` of 100. With voice at 100 a call is alone; ten chats fit at 10 each. */
export interface ChannelCapacity {
  readonly slots: number;
  /** Whole, 1 to 100. */
  readonly weight: number;
  /** Channels whose contacts do not stand in the way of this one. */
  readonly interrupts?: readonly string[];
}

/** Only `ready` is routable. `not-responding` is left by saying so: `agent-state-set`. */
export type RoutingState = 'ready' | 'not-ready' | 'not-responding' | 'logged-out';
