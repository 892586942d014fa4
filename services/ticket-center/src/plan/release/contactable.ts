import type { Families } from '#libs/web/customer-families';
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

  /**
   * Of the targets those that may be contacted, in their order; what they get in this batch counts as well. What one has is what all
   * have who are the same customer.
   */
  async of(
    targets: readonly WaitingTarget[],
    { frequencyCap }: Pick<PlanDesign, 'frequencyCap'>,
    families: Families,
    now: Date,
  ): Promise<ReadonlySet<string>> {
    const familyOf = (id: string) => families.get(id) ?? [id];
    const customerIds = [...new Set(targets.flatMap(({ customerId }) => familyOf(customerId)))];
    const suppressed = await this.suppressions.among(customerIds);
    const received = frequencyCap
      ? await this.tasks.receivedSince(customerIds, new Date(now.getTime() - frequencyCap.days * DAY_MS))
      : new Map<string, number>();
    const given = new Map<string, number>();
    const may = targets.filter(({ customerId }) => {
      const family = familyOf(customerId);
      if (family.some((id) => suppressed.has(id))) return false;
      if (frequencyCap === null) return true;
      const whole = family[0]!;
      const before = given.get(whole) ?? family.reduce((sum, id) => sum + (received.get(id) ?? 0), 0);
      given.set(whole, before + 1);
      return before < frequencyCap.most;
    });
    return new Set(may.map(({ id }) => id));
  }
}
