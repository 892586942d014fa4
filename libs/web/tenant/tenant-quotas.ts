import type { QuotaKind } from '#libs/contracts/common-center/tenant/tenant-quotas';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { CounterSchema } from '#libs/persistence/rows/counter';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { QuotaAlarm } from './quota-alarm.js';

/** The tenant has as much as was agreed. */
export class QuotaExceeded extends domainError('quota-exceeded', 'forbidden') {}

/** Keeps tenants to what was agreed. Of a kind without a limit nothing is counted, and nothing costs anything. */
@Injectable()
export class TenantQuotas {
  readonly #measures = new Map<QuotaKind, () => Promise<number>>();

  constructor(
    private readonly directory: TenantDirectory,
    private readonly database: Database,
    private readonly alarm: QuotaAlarm,
    private readonly clock: Clock,
  ) {}

  /** How many there are of a kind, looked up each time. */
  measuredBy(kind: QuotaKind, measure: () => Promise<number>): void {
    this.#measures.set(kind, measure);
  }

  /**
   * One more, or so many. Gives what takes it back, should it not come to that. What is looked up may be exceeded by what comes at
   * the same moment.
   * @throws QuotaExceeded
   */
  async take(kind: QuotaKind, amount = 1): Promise<() => Promise<void>> {
    const limit = this.directory.get(currentTenant())?.quotas?.[kind];
    if (limit === undefined) return async () => undefined;
    const measure = this.#measures.get(kind);
    if (measure) {
      const used = (await measure()) + amount;
      if (used > limit) refuse(kind, limit);
      await this.alarm.look(kind, used, limit);
      return async () => undefined;
    }
    const name = `quota-${kind}-${this.clock.now().toISOString().slice(0, 7)}`;
    if (!(await this.#count(name, limit))) refuse(kind, limit);
    await this.alarm.look(kind, await this.#used(name), limit);
    return () => this.#change(name, '- 1', Number.MAX_SAFE_INTEGER).then(() => undefined);
  }

  async #used(name: string): Promise<number> {
    const row = await (await this.database.reader()).findOneBy(CounterSchema, { name });
    return row?.lastValue ?? 0;
  }

  /** One statement, so that two at once never get the last one both. */
  async #count(name: string, limit: number): Promise<boolean> {
    if (await this.#change(name, '+ 1', limit)) return true;
    await this.#begin(name);
    return this.#change(name, '+ 1', limit);
  }

  async #change(name: string, step: '+ 1' | '- 1', limit: number): Promise<boolean> {
    const { affected } = await this.database.transaction((tx) =>
      tx
        .createQueryBuilder()
        .update(CounterSchema)
        .set({ lastValue: () => `lastValue ${step}` })
        .where('name = :name AND lastValue < :limit', { name, limit })
        .execute(),
    );
    return affected === 1;
  }

  async #begin(name: string): Promise<void> {
    try {
      await this.database.transaction((tx) => tx.insert(CounterSchema, { name, lastValue: 0 }));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

function refuse(quota: QuotaKind, limit: number): never {
  throw new QuotaExceeded('As many as were agreed are there already.', { facts: { quota, limit } });
}
