/** A skill and how well it has to be known, 1 to 5. */
export interface SkillLevel {
  readonly skill: string;
  readonly level: number;
}

/** Whom a customer wants to talk to. */
export interface Wish {
  /** Null: the tenant's queue for the channel. */
  readonly queueId: string | null;
  /** 0 is normal. */
  readonly priority: number;
  readonly required: readonly SkillLevel[];
  /** Say who is better, not who will do. */
  readonly preferred: readonly SkillLevel[];
  /** An agent to wait for first. */
  readonly agentId: string | null;
}

export const ANYBODY: Wish = { queueId: null, priority: 0, required: [], preferred: [], agentId: null };
