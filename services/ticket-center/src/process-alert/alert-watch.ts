import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database, TenantHasNoDatabase } from '#libs/persistence/database';
import { PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { LOGGER } from '#libs/web/logger-token';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
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
export class AlertWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #leases: PartitionLeases;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;

  constructor(
    private readonly directory: TenantDirectory,
    private readonly rules: AlertRuleService,
    private readonly measures: ProcessMeasures,
    private readonly members: KnownRoleMembers,
    private readonly alerts: ProcessAlerts,
    database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const lease = { job: 'process-alerts', owner: newId(new Date()), partitions: 1, ttlMs: LEASE_MS };
    this.#leases = new PartitionLeases(database, clock, lease);
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
    await this.#leases
      .release()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'leases run out by themselves'));
  }

  /** One round; whoever asks during one waits for its end. Does not reject: the next round tries again. */
  run(): Promise<void> {
    this.#round ??= this.#all()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'thresholds were not looked at'))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  async #all(): Promise<void> {
    for (const tenantId of this.directory.ids()) {
      if ((await this.#leases.held()).length === 0) return;
      await runAsTenant(tenantId, () => this.#lookAtRules()).catch((error: unknown) => {
        if (error instanceof TenantHasNoDatabase) return;
        this.logger.warn({ err: error, tenant: tenantId }, 'thresholds were not looked at');
      });
    }
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
