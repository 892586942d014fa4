import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { UnknownReference } from '../routing-setup/routing-setup.errors.api.js';
import { askedSkills } from './asked-skills.js';
import { RoutingPlanSchema, type RoutingPlan } from './routing-plan.schema.js';

/** What other contexts ask of routing plans. */
@Injectable()
export class RoutingPlans {
  constructor(private readonly database: Database) {}

  /** As they are now. */
  async all(): Promise<RoutingPlan[]> {
    return (await this.database.reader()).find(RoutingPlanSchema);
  }

  /** @throws UnknownReference */
  async refuseUnknown(id: string): Promise<void> {
    if (await (await this.database.reader()).existsBy(RoutingPlanSchema, { id })) return;
    throw new UnknownReference('There is no such routing plan.', { planId: id });
  }

  async anyAsksFor(skill: string): Promise<boolean> {
    return (await this.all()).some(({ steps }) => askedSkills(steps).includes(skill));
  }
}
