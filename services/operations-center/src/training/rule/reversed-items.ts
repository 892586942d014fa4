import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { Enrolments } from '../domain/enrolment.repository.js';

/** Courses of items that an evaluation was scored again in. */
@Injectable()
export class ReversedItems {
  constructor(
    private readonly enrolments: Enrolments,
    private readonly clock: Clock,
  ) {}

  /** Withdraws what was not begun of those that are not failed any more. */
  async withdraw(evaluationId: string, failedItems: readonly string[]): Promise<void> {
    for (const { id, itemKey } of await this.enrolments.unbegunOf(evaluationId))
      if (itemKey !== undefined && !failedItems.includes(itemKey))
        await this.enrolments.update(id, (enrolment) => enrolment.withdrawUnbegun('system', this.clock.now()));
  }
}
