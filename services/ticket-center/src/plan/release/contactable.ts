import { Injectable } from '@nestjs/common';
import { Suppressions } from '../../suppression/suppression.api.js';
import { PlanTasks } from '../../task/task.api.js';
import type { PlanDesign } from '../domain/plan-design.js';
import type { WaitingTarget } from '../domain/plan-targets.js';

const DAY_MS = 86_400_000;

/** Whom a plan may turn to now. */
@Injectable()
export class Contactable {
  constructor(
    private readonly suppressions: Suppressions,
    private readonly tasks: PlanTasks,
  ) {}

  /** Of the targets those that may be contacted, in their order; what they get in this batch counts as well. */
  async of(
    targets: readonly WaitingTarget[],
    { frequencyCap }: Pick<PlanDesign, 'frequencyCap'>,
    now: Date,
  ): Promise<ReadonlySet<string>> {
    const customerIds = [...new Set(targets.map(({ customerId }) => customerId))];
    const suppressed = await this.suppressions.among(customerIds);
    const received = frequencyCap
      ? new Map(await this.tasks.receivedSince(customerIds, new Date(now.getTime() - frequencyCap.days * DAY_MS)))
      : new Map<string, number>();
    const may = targets.filter(({ customerId }) => {
      if (suppressed.has(customerId)) return false;
      if (frequencyCap === null) return true;
      const before = received.get(customerId) ?? 0;
      received.set(customerId, before + 1);
      return before < frequencyCap.most;
    });
    return new Set(may.map(({ id }) => id));
  }
}
