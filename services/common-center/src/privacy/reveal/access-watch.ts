import type { DataOf } from '#libs/contracts/event-contract';
import { accessAlarmed, type recordsSeen } from '#libs/contracts/common-center/privacy-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { Between, LessThan, MoreThan, MoreThanOrEqual, type EntityManager, type FindOperator } from 'typeorm';
import {
  DAY_MS,
  DAYS_LOOKED_BACK,
  HOUR_MS,
  hourOf,
  oddnessOfLooks,
  oddnessOfReads,
  oddnessOfRows,
  type Access,
  type Oddness,
} from './domain/access-pattern.js';
import { RecordSights } from './record-sights.js';
import { RevealBlocks } from './reveal-blocks.js';
import { RevealPolicies } from './reveal-policies.js';
import {
  AccessHourSchema,
  ReadHourSchema,
  RevealAlarmSchema,
  RevealSchema,
  type RevealPolicyRow,
} from './reveal.schema.js';

/** Writes down each look, tells the people the tenant named what is odd about it, and stops it where the tenant wants that. */
@Injectable()
export class AccessWatch {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly policies: RevealPolicies,
    private readonly blocks: RevealBlocks,
    private readonly sights: RecordSights,
    private readonly clock: Clock,
  ) {}

  /** @returns whether the look may be had; a refused one was counted all the same */
  async looks(accountId: string, recordId: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (await this.blocks.has(accountId)) return false;
      const now = this.clock.now();
      await insertRows(tx, RevealSchema, [{ id: newId(now), accountId, at: now, recordId, rows: null }]);
      await this.#count(tx, accountId, { looks: 1, rows: 0 });
      const policy = await this.policies.current();
      return this.#judge(tx, accountId, oddnessOfLooks(await this.#access(tx, accountId), policy), policy);
    });
  }

  /** Records they were shown in the clear, by whatever way. */
  async sees(accountId: string, kind: 'person' | 'client', rows: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.#count(tx, accountId, { looks: 0, rows });
      const policy = await this.policies.current();
      await this.#judge(tx, accountId, oddnessOfRows(await this.#access(tx, accountId), policy, kind), policy);
    });
  }

  /** Which records a person was shown, whatever was in the clear in them. */
  async reads(seen: DataOf<typeof recordsSeen>): Promise<void> {
    const { accountId, single } = seen;
    await this.database.transaction(async (tx) => {
      const reads = await this.sights.keep(tx, seen);
      if (reads === 0) return;
      const row = { accountId, hour: new Date(seen.hour), opens: single ? reads : 0, reads };
      await addToRows(tx, ReadHourSchema, [row], { sums: ['opens', 'reads'] });
      const policy = await this.policies.current();
      await this.#judge(tx, accountId, oddnessOfReads(await this.#access(tx, accountId), policy), policy);
    });
  }

  /** What is looked back to no more. */
  async forget(): Promise<void> {
    const before = (days: number) => LessThan(new Date(this.clock.ms() - days * DAY_MS));
    await this.database.transaction(async (tx) => {
      await tx.delete(RevealSchema, { at: before(1) });
      await tx.delete(AccessHourSchema, { hour: before(DAYS_LOOKED_BACK) });
      await tx.delete(ReadHourSchema, { hour: before(DAYS_LOOKED_BACK) });
      await this.sights.forget(tx);
      await tx.delete(RevealAlarmSchema, { window: before(1) });
    });
  }

  #count(tx: EntityManager, accountId: string, sums: { readonly looks: number; readonly rows: number }) {
    const row = { accountId, hour: hourOf(this.clock.now()), ...sums };
    return addToRows(tx, AccessHourSchema, [row], { sums: ['looks', 'rows'] });
  }

  async #access(tx: EntityManager, accountId: string): Promise<Access> {
    const now = this.clock.ms();
    const since = (ms: number) => new Date(now - ms);
    const looks = (ms: number) => ({ accountId, at: MoreThan(since(ms)) });
    const records = await tx
      .createQueryBuilder(RevealSchema, 'reveal')
      .select('COUNT(DISTINCT reveal.recordId)', 'count')
      .where(looks(DAY_MS))
      .getRawOne<{ count: number | string }>();
    const looksInDay = await tx.countBy(RevealSchema, looks(DAY_MS));
    const hours = Between(since(DAYS_LOOKED_BACK * DAY_MS), since(DAY_MS));
    const inDay = MoreThanOrEqual(hourOf(since(DAY_MS)));
    const read = async (sum: 'opens' | 'reads', hour: FindOperator<Date> | Date) =>
      (await tx.sum(ReadHourSchema, sum, { accountId, hour })) ?? 0;
    return {
      looksInHour: await tx.countBy(RevealSchema, looks(HOUR_MS)),
      looksInDay,
      recordsInDay: Number(records?.count ?? 0),
      looksBefore: (await tx.sum(AccessHourSchema, 'looks', { accountId, hour: hours })) ?? 0,
      rowsInDay: (await tx.sum(AccessHourSchema, 'rows', { accountId, hour: inDay })) ?? 0,
      opensInHour: await read('opens', hourOf(since(0))),
      opensInDay: await read('opens', inDay),
      opensBefore: await read('opens', hours),
      readsInDay: await read('reads', inDay),
    };
  }

  /** @returns whether they may go on */
  async #judge(
    tx: EntityManager,
    accountId: string,
    found: readonly Oddness[],
    policy: RevealPolicyRow,
  ): Promise<boolean> {
    for (const each of found) await this.#alarm(tx, accountId, each, policy);
    const stopped = found.find(({ oddity }) => policy.blocksAtOnce.includes(oddity));
    if (stopped) await this.blocks.stop(accountId, `${stopped.oddity}: ${stopped.count}`);
    return !stopped;
  }

  /** Whoever adds the first to the row of the hour tells of it: two at once do not both. */
  async #alarm(tx: EntityManager, accountId: string, found: Oddness, policy: RevealPolicyRow): Promise<void> {
    const { oddity, count, usual } = found;
    const now = this.clock.now();
    const key = { accountId, oddity, window: hourOf(now) };
    const told = { sums: ['told'], largest: ['count'] } as const;
    await addToRows(tx, RevealAlarmSchema, [{ ...key, count, told: 1 }], told);
    if ((await tx.findOneBy(RevealAlarmSchema, key))?.told !== 1) return;
    const data = { accountId, oddity, count, usual, recipients: [...policy.alarmTo] };
    await this.outbox.append(tx, newId(now), now, [outgoing(accessAlarmed, data)]);
  }
}
