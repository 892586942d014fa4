import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Queues } from '../queue/queue.api.js';
import { StillInUse } from '../routing-setup/routing-setup.errors.api.js';
import { RoutingSetup, type SetupRecords, type TextOf } from '../routing-setup/setup-records.api.js';
import { Skills } from '../skill/skill.api.js';
import { askedSkills } from './asked-skills.js';
import {
  RoutingPlanSchema,
  RoutingPlanVersionSchema,
  type RoutingPlan,
  type RoutingPlanVersion,
} from './routing-plan.schema.js';

export class RoutingPlanNotFound extends domainError('routing-plan-not-found', 'not-found') {}

@Injectable()
export class RoutingPlanService {
  readonly #plans: SetupRecords<RoutingPlan>;

  constructor(
    setup: RoutingSetup,
    private readonly database: Database,
    private readonly skills: Skills,
    private readonly queues: Queues,
  ) {
    this.#plans = setup.records({ kind: 'routing-plan', schema: RoutingPlanSchema, name: 'name', notFound });
  }

  list(): Promise<RoutingPlan[]> {
    return this.#plans.list();
  }

  get(id: string): Promise<RoutingPlan> {
    return this.#plans.get(id);
  }

  /** @throws RoutingPlanNotFound */
  async version(planId: string, version: number): Promise<RoutingPlanVersion> {
    const row = await (await this.database.reader()).findOneBy(RoutingPlanVersionSchema, { planId, version });
    if (!row) throw notFound(planId);
    return row;
  }

  /** @throws UnknownReference */
  add(text: TextOf<RoutingPlan>): Promise<RoutingPlan> {
    return this.#published(text, () => this.#plans.add(text));
  }

  /** The next version, which holds for contacts that wait already too. @throws UnknownReference */
  replace(id: string, text: TextOf<RoutingPlan>): Promise<RoutingPlan> {
    return this.#published(text, () => this.#plans.replace(id, text));
  }

  /** @throws StillInUse while a queue follows it */
  remove(id: string): Promise<void> {
    return this.#plans.remove(id, async () => {
      if (await this.queues.anyFollows(id)) throw new StillInUse('A queue follows the plan.', { planId: id });
    });
  }

  #published({ steps }: TextOf<RoutingPlan>, write: () => Promise<RoutingPlan>): Promise<RoutingPlan> {
    return this.database.transaction(async (tx) => {
      await this.skills.refuseUnknown(askedSkills(steps));
      const plan = await write();
      const version = { planId: plan.id, version: plan.version, at: plan.updatedAt, steps: plan.steps };
      await tx.insert(RoutingPlanVersionSchema, version);
      return plan;
    });
  }
}

function notFound(id: string): RoutingPlanNotFound {
  return new RoutingPlanNotFound('There is no such routing plan, or not in this version.', { id });
}
