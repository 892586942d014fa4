import { Metrics } from '#libs/observability/metrics';
import { Injectable } from '@nestjs/common';

/** How the archive gets on, all tenants together. */
@Injectable()
export class ArchiveMetrics {
  readonly #archived;
  readonly #failures;
  readonly #waiting;

  constructor(metrics: Metrics) {
    this.#archived = metrics.counter('switchboard_process_archived_total', 'Ended processes moved to the archive');
    this.#failures = metrics.counter(
      'switchboard_process_archive_failures_total',
      'Moves to the archive that were given up, nothing removed',
    );
    this.#waiting = metrics.gauge(
      'switchboard_process_archive_waiting_count',
      'Processes that ended long enough ago and are not in the archive, of the tenants this process looks after',
    );
  }

  archived(instances: number): void {
    this.#archived.inc(instances);
  }

  failed(): void {
    this.#failures.inc();
  }

  /** What is left after a round. */
  waiting(instances: number): void {
    this.#waiting.set(instances);
  }
}
