import { Metrics } from '#libs/observability/metrics';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { isContained } from '../domain/dialogue/session-state.js';
import type { IvrSession } from '../domain/ivr-session.aggregate.js';

/** What monitoring hears of dialogues; the counts of a version are in the database. */
@Injectable()
export class IvrMetrics {
  readonly #ended;
  readonly #exhausted;
  readonly #outside;

  constructor(metrics: Metrics) {
    this.#ended = metrics.counter('switchboard_ivr_sessions_total', 'Dialogues that ended', ['exit', 'contained']);
    this.#exhausted = metrics.counter('switchboard_ivr_retries_exhausted_total', 'Questions asked as often as allowed');
    this.#outside = metrics.counter('switchboard_ivr_outside_calls_total', 'Calls of other systems', [
      'kind',
      'outcome',
    ]);
  }

  /** Once the transaction that ends it is committed. */
  countEnd({ state }: IvrSession): void {
    const { ending, exhausted } = state;
    const unanswered = Object.values(exhausted).reduce((sum, each) => sum + each, 0);
    currentContext()?.unitOfWork?.afterCommit(() => {
      this.#ended.inc({ exit: ending!.exit, contained: String(isContained(state)) });
      this.#exhausted.inc(unanswered);
    });
  }

  countOutside(kind: 'identify' | 'connector', outcome: 'answered' | 'refused' | 'failed'): void {
    this.#outside.inc({ kind, outcome });
  }
}
