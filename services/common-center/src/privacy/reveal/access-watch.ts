import { accessAlarmed } from '#libs/contracts/privacy-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/plain-rows';
import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { alarmWindow, lookedBackTo, oddnessOf, type Oddness } from './domain/access-pattern.js';
import { RevealPolicies } from './reveal-policies.js';
import {
  RevealAlarmSchema,
  RevealBlockSchema,
  RevealSchema,
  type RevealPolicyRow,
  type RevealRow,
} from './reveal.schema.js';

/** Writes down each look, tells the people the tenant named what is odd about it, and stops it where the tenant wants that. */
@Injectable()
export class AccessWatch {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly policies: RevealPolicies,
    private readonly clock: Clock,
  ) {}

  /** @returns whether the look may be had; a refused one was counted all the same */
  async looks(accountId: string, recordId: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      if (await tx.existsBy(RevealBlockSchema, { accountId })) return false;
      return this.#looked(tx, { accountId, recordId, rows: null });
    });
  }

  /** A list they were shown in the clear: one look, which counts by its rows. */
  async sees(accountId: string, list: string, rows: number): Promise<void> {
    await this.database.transaction((tx) => this.#looked(tx, { accountId, recordId: list, rows }));
  }

  async #looked(tx: EntityManager, look: Pick<RevealRow, 'accountId' | 'recordId' | 'rows'>): Promise<boolean> {
    const { accountId } = look;
    const now = this.clock.now();
    await insertRows(tx, RevealSchema, [{ ...look, id: newId(now), at: now }]);
    const looks = await tx.findBy(RevealSchema, { accountId, at: MoreThan(lookedBackTo(now)) });
    const policy = await this.policies.current();
    const oddness = oddnessOf(looks, policy, now);
    for (const each of oddness) await this.#alarm(tx, accountId, each, policy);
    const stopped = oddness.find(({ oddity }) => policy.blocksAtOnce.includes(oddity));
    if (stopped) await this.#block(tx, accountId, stopped);
    return !stopped;
  }

  async #alarm(tx: EntityManager, accountId: string, found: Oddness, policy: RevealPolicyRow): Promise<void> {
    const { oddity, count, usual } = found;
    const now = this.clock.now();
    const key = { accountId, oddity, window: alarmWindow(now) };
    if (await tx.existsBy(RevealAlarmSchema, key)) return;
    await insertRows(tx, RevealAlarmSchema, [{ ...key, count }]);
    const data = { accountId, oddity, count, usual, recipients: [...policy.alarmTo] };
    await this.outbox.append(tx, newId(now), now, [outgoing(accessAlarmed, data)]);
  }

  async #block(tx: EntityManager, accountId: string, { oddity, count }: Oddness): Promise<void> {
    if (await tx.existsBy(RevealBlockSchema, { accountId })) return;
    const row = { accountId, reason: `${oddity}: ${count}`, blockedBy: 'policy', at: this.clock.now() };
    await insertRows(tx, RevealBlockSchema, [row]);
  }
}
