import { Clock } from '#libs/kernel/clock';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { ProcessMeasures } from '../process/process-measures.api.js';
import { millisecondsOf } from '../process/window.api.js';
import { crossingOf } from './crossing.js';
import { AlertRuleService } from './process-alert-rule.service.js';
import type { AlertRule } from './process-alert.schema.js';
import { ProcessAlerts } from './process-alerts.js';
import { KnownRoleMembers } from './role-members.js';

/** An alert is at most so late, and a round longer. */
const EVERY_MS = 10_000;
const LEASE_MS = 30_000;

/** Measures what the rules of every tenant watch. One process does it for all; the state is in the database. */
@Injectable()
export class AlertWatch {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly rules: AlertRuleService,
    private readonly measures: ProcessMeasures,
    private readonly members: KnownRoleMembers,
    private readonly alerts: ProcessAlerts,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.rounds = rounds.of({
      job: 'process-alerts',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'thresholds were not looked at',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await this.#lookAtRules();
        }),
    });
  }

  /** A rule that cannot be measured keeps no other waiting. */
  async #lookAtRules(): Promise<void> {
    for (const rule of await this.rules.list())
      await this.#lookAt(rule).catch((error: unknown) =>
        this.logger.warn({ err: error, rule: rule.id }, 'a threshold was not looked at'),
      );
  }

  async #lookAt(rule: AlertRule): Promise<void> {
    const windowMs = millisecondsOf(rule.watched.window)!;
    const value = await this.measures.measure({ ...rule.watched, windowMs });
    const crossing = crossingOf(rule, value, this.clock.now());
    if (crossing === 'raise') await this.alerts.raise(rule, value!, await this.#accounts(rule));
    if (crossing === 'clear') await this.alerts.clear(rule, value);
  }

  /** Each once. */
  async #accounts({ recipients: { accounts, role } }: AlertRule): Promise<string[]> {
    return [...new Set([...accounts, ...(role === null ? [] : await this.members.of(role))])];
  }
}
