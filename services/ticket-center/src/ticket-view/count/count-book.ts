import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { TextRevisionSchema } from '../../named-text/named-text.api.js';
import type { Conditions } from '../condition/condition.dto.js';
import { CountIndex } from './count-index.js';
import { CountSchema } from './count.schema.js';
import { countedConditions, fingerprintOf } from './counted-conditions.js';

const KIND = 'ticket-count';
const TENANTS = 1_000;

interface Known {
  readonly revision: number;
  readonly index: CountIndex;
}

/** Which conditions are counted. */
@Injectable()
export class CountBook {
  readonly #known = new LRUCache<string, Known>({ max: TENANTS });

  constructor(private readonly clock: Clock) {}

  /** As of the transaction; parsed again only when one came or went. */
  async index(tx: EntityManager): Promise<CountIndex> {
    const tenant = currentTenant();
    const revision = (await tx.findOneBy(TextRevisionSchema, { kind: KIND }))?.revision ?? 0;
    const known = this.#known.get(tenant);
    if (known?.revision === revision) return known.index;
    const index = new CountIndex((await tx.find(CountSchema)).map(countedConditions));
    this.#known.set(tenant, { revision, index });
    return index;
  }

  /** Counts that have not seen all lines yet, with the last ticket they have seen. */
  async filling(tx: EntityManager): Promise<Map<string, string>> {
    const rows = await tx.find(CountSchema, { where: { live: false }, select: { id: true, filledTo: true } });
    return new Map(rows.map(({ id, filledTo }) => [id, filledTo]));
  }

  /** For one more view. Returns the count of the conditions. */
  async enter(tx: EntityManager, conditions: Conditions): Promise<string> {
    const fingerprint = fingerprintOf(conditions);
    const found = await tx.findOneBy(CountSchema, { fingerprint });
    if (found) {
      await tx.increment(CountSchema, { id: found.id }, 'views', 1);
      return found.id;
    }
    const id = newId(this.clock.now());
    await tx.insert(CountSchema, {
      id,
      fingerprint,
      conditions: conditions as object,
      views: 1,
      live: false,
      filledTo: '',
    });
    await this.changed(tx);
    return id;
  }

  /** For one view less. */
  async leave(tx: EntityManager, id: string): Promise<void> {
    await tx.decrement(CountSchema, { id }, 'views', 1);
  }

  /** Whoever counts reads the book again. */
  async changed(tx: EntityManager): Promise<void> {
    const { affected } = await tx.increment(TextRevisionSchema, { kind: KIND }, 'revision', 1);
    if (affected === 0) await tx.insert(TextRevisionSchema, { kind: KIND, revision: 1 });
  }
}
