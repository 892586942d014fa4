import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { localDay, spanOfDay } from '../../engineer/engineer.api.js';
import { PlanTasks } from '../../task/task.api.js';
import { holdsOf } from '../design-checks.js';
import { PlanTargets } from '../domain/plan-targets.js';
import { Plans } from '../domain/plan.repository.js';
import { placementOf } from '../domain/segmentation.js';
import { SegmentRelease } from './segment-release.js';

const BATCH = 500;

/** Places the targets of a running plan and makes tasks of those whose day it is; safe to repeat, and to go on after a crash. */
@Injectable()
export class PlanRelease {
  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
    private readonly targets: PlanTargets,
    private readonly segments: SegmentRelease,
    private readonly tasks: PlanTasks,
    private readonly clock: Clock,
  ) {}

  async run(planId: string): Promise<void> {
    const plan = await this.plans.get(planId);
    if (!plan.isRunning) return;
    while (await this.#placeSome(planId));
    const { timeZone, segments } = plan.treatment;
    const day = localDay(this.clock.now(), timeZone);
    for (const segment of segments) await this.segments.run(plan, segment, day);
    await this.#scheduleNext(planId, spanOfDay(day, timeZone).to);
  }

  /** The last end may have come before the last target was looked at. */
  async #scheduleNext(planId: string, tomorrow: Date): Promise<void> {
    const standing = await this.standing(planId);
    await this.plans.update(planId, (plan) => {
      plan.releaseNext(standing.waiting ? tomorrow : null);
      plan.settle(standing, this.clock.now());
    });
  }

  async standing(planId: string): Promise<{ waiting: boolean; open: boolean }> {
    return { waiting: await this.targets.areWaiting(planId), open: await this.tasks.areOpen(planId) };
  }

  #placeSome(planId: string): Promise<boolean> {
    return this.database.transaction(async () => {
      const targets = await this.targets.unplaced(planId, BATCH);
      const { treatment } = await this.plans.get(planId);
      const holds = holdsOf(this.clock.now());
      await this.targets.place(targets.map((target) => placementOf(planId, target, treatment, holds)));
      return targets.length === BATCH;
    });
  }
}
