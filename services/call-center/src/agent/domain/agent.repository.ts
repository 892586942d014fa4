import { Repository } from '#libs/kernel/repository';
import type { Agent } from './agent.aggregate.js';

/** Something of an agent is over since then. */
export interface Due {
  readonly agentId: string;
  readonly at: Date;
}

export abstract class Agents extends Repository<Agent> {
  /** Makes them known, if they are not yet. */
  abstract enrol(id: string, now: Date): Promise<void>;
  /** Who has the contact or is offered it. */
  abstract having(contactId: string): Promise<string[]>;
  /** Whose work in hand is over, or was to be taken, before `now`; the longest overdue first. */
  abstract overdue(now: Date, most: number): Promise<Due[]>;
}
