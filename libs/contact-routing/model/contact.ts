export interface SkillLevel {
  readonly skill: string;
  readonly level: number;
}

/** A contact that asks for an agent. Language and the like are skills too. */
export interface ContactRequest {
  readonly id: string;
  readonly channel: string;
  readonly queueId: string;
  /** Whole, from -1000 to 1000; 0 is normal. */
  readonly priority: number;
  /** Since when its age counts, ms since the epoch, when not since now: an encounter that goes on keeps its place. */
  readonly ageFrom?: number;
  readonly required: readonly SkillLevel[];
  /** They say who is better, not who will do; unless a step of the plan asks for them. */
  readonly preferred: readonly SkillLevel[];
  /** Agents to wait for first, one after the other. */
  readonly wishes: readonly AgentWish[];
}

/** Waited for only as long as the agent is ready, busy or wrapping up; skills and delays are not asked about, membership is. */
export interface AgentWish {
  readonly agentId: string;
  readonly as: 'preferred' | 'last';
  /** 0: if the agent can take it now. */
  readonly waitSeconds: number;
}
