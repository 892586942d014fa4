import { DomainError } from '#libs/kernel/domain-error';
import { Metrics } from '#libs/observability/metrics';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { Logger } from 'pino';

/** Where routing and what it routes say different things: each is a defect. */
@Injectable()
export class Disagreements {
  readonly #counter: Counter<'about'>;

  constructor(
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#counter = metrics.counter(
      'switchboard_routing_disagreements_total',
      'Decisions of routing that an agent or a contact refused, and work that only one of them knew of',
      ['about'],
    );
  }

  /** Carries a decision out; one that is refused is counted, and answered with null. */
  async unless<T>(about: string, work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.count(about, { code: error.code, ...error.details });
      return null;
    }
  }

  count(about: string, details: Readonly<Record<string, unknown>>): void {
    this.#counter.inc({ about });
    this.logger.error({ about, ...details }, 'routing and what it routes disagree');
  }
}
