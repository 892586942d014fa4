import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { CallableInterface } from '../document/published-interfaces.js';
import { InterfaceQuotaSchema } from '../infra/interface-state.schema.js';
import { InterfaceFault } from './interface-fault.js';

/** How often an interface is asked in each window, by all processes together; windows begin at multiples of their length. */
@Injectable()
export class Quotas {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Counts one call. @throws InterfaceFault `interface-quota-spent` */
  async take({ id: interfaceId, code, document: { quota } }: CallableInterface): Promise<void> {
    if (quota === null) return;
    const perMs = quota.perSeconds * 1_000;
    const windowStart = new Date(Math.floor(this.clock.ms() / perMs) * perMs);
    if (await this.#taken(interfaceId, windowStart, quota.calls)) return;
    throw new InterfaceFault(code, 'interface-quota-spent', `${code} was asked as often as it may be`, 429);
  }

  async usedOf(interfaceId: string): Promise<{ windowStart: string; used: number } | null> {
    const row = await (await this.database.reader()).findOneBy(InterfaceQuotaSchema, { interfaceId });
    return row && { windowStart: row.windowStart.toISOString(), used: row.used };
  }

  /** Whoever is second in a new window finds the first one's row. */
  async #taken(interfaceId: string, windowStart: Date, calls: number): Promise<boolean> {
    if (await this.#more(interfaceId, windowStart, calls)) return true;
    if (await this.#begun(interfaceId, windowStart)) return true;
    return this.#more(interfaceId, windowStart, calls);
  }

  #more(interfaceId: string, windowStart: Date, calls: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const where = { interfaceId, windowStart, used: LessThan(calls) };
      const { affected } = await tx.increment(InterfaceQuotaSchema, where, 'used', 1);
      return affected === 1;
    });
  }

  async #begun(interfaceId: string, windowStart: Date): Promise<boolean> {
    const first = { windowStart, used: 1 };
    const older = { interfaceId, windowStart: LessThan(windowStart) };
    try {
      return await this.database.transaction(async (tx) => {
        const { affected } = await tx.update(InterfaceQuotaSchema, older, first);
        if (affected === 1) return true;
        if (await tx.existsBy(InterfaceQuotaSchema, { interfaceId })) return false;
        await tx.insert(InterfaceQuotaSchema, { interfaceId, ...first });
        return true;
      });
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}
