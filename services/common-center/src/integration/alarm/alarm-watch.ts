import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { LeasedRounds, type Rounds } from '#libs/web/platform/leased-rounds';
import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { PublishedInterfaces } from '../document/published-interfaces.js';
import { alarmChange } from '../domain/alarm-level.js';
import type { AlarmRule } from '../domain/interface-document.js';
import { OutsideInterfaceSchema } from '../infra/outside-interface.schema.js';
import { CallMeasures } from '../log/call-measures.js';
import { InterfaceAlarms } from './interface-alarms.js';

/** An alarm is at most so late. */
const EVERY_MS = 30_000;
const LEASE_MS = 60_000;

const NOT_WATCHED: AlarmRule = { windowSeconds: 60, minimumCalls: 1, errorRatio: null, p95Ms: null };

/** Measures the interfaces whose live version is watched. One process does it for all; the state is in the database. */
@Injectable()
export class InterfaceAlarmWatch {
  readonly rounds: Rounds;

  constructor(
    rounds: LeasedRounds,
    private readonly published: PublishedInterfaces,
    private readonly measures: CallMeasures,
    private readonly alarms: InterfaceAlarms,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.rounds = rounds.of({
      job: 'interface-alarms',
      everyMs: EVERY_MS,
      leaseMs: LEASE_MS,
      failure: 'interfaces were not looked at',
      work: (round) =>
        round.inEachTenant(async () => {
          if (await round.isOurs()) await this.#lookAtAll();
        }),
    });
  }

  async #lookAtAll(): Promise<void> {
    const raised = new Map<string, Set<string>>();
    for (const { interfaceId, metric } of await this.alarms.raised())
      raised.set(interfaceId, (raised.get(interfaceId) ?? new Set()).add(metric));
    const select = { id: true, code: true, live: true } as const;
    const where = { live: Not(IsNull()) };
    for (const { id, code, live } of await (
      await this.database.reader()
    ).find(OutsideInterfaceSchema, { select, where })) {
      const { alarm } = (await this.published.version(id, live!)).document;
      if (alarm !== null || raised.has(id))
        await this.#lookAt(id, code, alarm ?? NOT_WATCHED, raised.get(id) ?? new Set());
    }
  }

  async #lookAt(interfaceId: string, code: string, rule: AlarmRule, raised: ReadonlySet<string>): Promise<void> {
    const now = this.clock.now();
    const from = new Date(now.getTime() - rule.windowSeconds * 1_000);
    const { calls, errorRatio, p95Ms } = await this.measures.whole(interfaceId, from, now);
    const watched = [
      { metric: 'error-ratio' as const, value: errorRatio, level: rule.errorRatio },
      { metric: 'p95-ms' as const, value: p95Ms, level: rule.p95Ms },
    ];
    for (const { metric, value, level } of watched) {
      const change = alarmChange(raised.has(metric), { calls, value }, rule.minimumCalls, level);
      const alarm = { interfaceId, code, metric, threshold: level?.raise ?? 0 };
      if (change === 'raise') await this.alarms.raise(alarm, value);
      if (change === 'clear') await this.alarms.clear(alarm, calls === 0 ? null : value);
    }
  }
}
