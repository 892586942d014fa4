import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { localDay } from '../../engineer/engineer.api.js';
import { PlanTasks } from '../../task/task.api.js';
import { distribute } from '../domain/distribution.js';
import type { PlanDesign } from '../domain/plan-design.js';
import { PlanShares } from '../domain/plan-targets.js';
import { Plans } from '../domain/plan.repository.js';

const BATCH = 100;

/** What becomes of unfinished tasks when somebody leaves a plan, or the plan is stopped; safe to repeat. */
@Injectable()
export class PlanLeaving {
  constructor(
    private readonly database: Database,
    private readonly plans: Plans,
    private readonly shares: PlanShares,
    private readonly tasks: PlanTasks,
    private readonly clock: Clock,
  ) {}

  async cancelAll(planId: string): Promise<void> {
    for (;;) {
      const unfinished = await this.tasks.unfinished(planId, null, BATCH);
      for (const { id } of unfinished) await this.tasks.cancel(id);
      if (unfinished.length < BATCH) return;
    }
  }

  /** Among those who are left, whatever their day has room for; where nobody is, the tasks are anybody's. */
  async shareOut(planId: string, personId: string): Promise<void> {
    const { treatment } = await this.plans.get(planId);
    while ((await this.#shareSome(planId, personId, treatment)) === BATCH);
  }

  #shareSome(planId: string, personId: string, treatment: PlanDesign): Promise<number> {
    return this.database.transaction(async () => {
      const unfinished = await this.tasks.unfinished(planId, personId, BATCH);
      for (const [segment, tasks] of Map.groupBy(unfinished, (task) => task.segment))
        await this.#shareOfSegment(
          planId,
          treatment,
          segment,
          tasks.map(({ id }) => id),
        );
      return unfinished.length;
    });
  }

  async #shareOfSegment(planId: string, { segments, timeZone }: PlanDesign, name: string, taskIds: string[]) {
    const { people = [], rule = 'round-robin' } = segments.find((segment) => segment.name === name) ?? {};
    const day = localDay(this.clock.now(), timeZone);
    const shares = await this.shares.given(planId, name, day);
    const loads = await this.tasks.loads(people.map(({ id }) => id));
    const standing = people.map((person) => ({
      ...person,
      perDay: Number.POSITIVE_INFINITY,
      ...{ today: 0, given: shares.get(person.id)?.ever ?? 0, load: loads.get(person.id) ?? 0 },
    }));
    const targets = taskIds.map((id) => ({ id, area: null, skill: null }));
    const { given, left } = distribute(targets, standing, rule, []);
    const counts = new Map<string, number>();
    for (const { targetId, personId } of given) {
      await this.tasks.reassign(targetId, personId);
      counts.set(personId, (counts.get(personId) ?? 0) + 1);
    }
    for (const taskId of left) await this.tasks.reassign(taskId, null);
    await this.shares.add(planId, name, day, counts);
  }
}
