import { Circles } from '#libs/web/access/circles';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';

/** Whose work somebody does. */
@Injectable()
export class WorkOf {
  constructor(
    private readonly circles: Circles,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Their own first, then that of whom they stand in for; their own alone while that cannot be asked. */
  async doneBy(person: string): Promise<readonly string[]> {
    try {
      return [...new Set([person, ...(await this.circles.workOf(person))])];
    } catch (error) {
      this.logger.warn({ err: error }, 'work of others is not shown: common-center cannot be asked');
      return [person];
    }
  }
}
