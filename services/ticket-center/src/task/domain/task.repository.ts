import { Repository } from '#libs/kernel/repository';
import type { Task } from './task.aggregate.js';

export abstract class Tasks extends Repository<Task> {
  /** Ids of the return visits of a ticket that are not over. */
  abstract openReturnVisitsOf(ticketId: string): Promise<string[]>;
  /** Whose time is over, the longest first. */
  abstract overdue(now: Date, limit: number): Promise<string[]>;
}
