import { Repository } from '#libs/kernel/repository';
import type { Agent } from './agent.aggregate.js';

export abstract class Agents extends Repository<Agent> {
  /** Makes them known, if they are not yet. */
  abstract enrol(id: string, now: Date): Promise<void>;
  /** Who has an engagement of the contact. */
  abstract engagedWith(contactId: string): Promise<string[]>;
  /** Whose work in hand is over, or was to be taken, before `now`; the longest overdue first. */
  abstract overdue(now: Date, most: number): Promise<string[]>;
}
