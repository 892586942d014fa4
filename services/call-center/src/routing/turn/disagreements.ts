import { Metrics } from '#libs/observability/metrics';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { Logger } from 'pino';

export interface Disagreement {
  readonly about: 'offer' | 'reservation' | 'contact' | 'work' | 'definition';
  readonly details: Readonly<Record<string, unknown>>;
}

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

  /** Of what was committed: a router that has fallen behind disagrees with everybody, and is given up. */
  report(disagreements: readonly Disagreement[]): void {
    for (const { about, details } of disagreements) {
      this.#counter.inc({ about });
      this.logger.error({ about, ...details }, 'routing and what it routes disagree');
    }
  }
}
