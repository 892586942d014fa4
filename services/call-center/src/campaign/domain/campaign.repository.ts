import { Repository } from '#libs/kernel/repository';
import type { Campaign } from './campaign.aggregate.js';

export abstract class Campaigns extends Repository<Campaign> {
  abstract running(): Promise<Campaign[]>;
  /** Those that have not ended and work off the plan's tasks. */
  abstract ofPlan(planId: string): Promise<Campaign[]>;
}
