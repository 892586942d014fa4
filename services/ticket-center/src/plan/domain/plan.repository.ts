import { Repository } from '#libs/kernel/repository';
import type { Plan } from './plan.aggregate.js';

export abstract class Plans extends Repository<Plan> {
  /** Whose targets are to become tasks now, the longest overdue first. */
  abstract dueForRelease(now: Date, limit: number): Promise<string[]>;
}
