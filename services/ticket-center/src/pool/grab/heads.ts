import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { IN_ORDER } from '../entry/place-in-pool.js';
import { PoolEntrySchema, type PoolEntryRow } from '../entry/pool-entry.schema.js';

/** So many are looked at: others are being grabbed at this moment. */
const AHEAD = 50;

/** What waits at the head of a pool: all who ask while it is read share the next reading, which begins after they asked. */
@Injectable()
export class Heads {
  readonly #running = new Map<string, Promise<PoolEntryRow[]>>();
  readonly #next = new Map<string, Promise<PoolEntryRow[]>>();

  constructor(private readonly database: Database) {}

  of(poolId: string): Promise<PoolEntryRow[]> {
    if (currentContext()?.unitOfWork) return this.#read(poolId);
    const running = this.#running.get(poolId);
    return running ? this.#after(running, poolId) : this.#begin(poolId);
  }

  #after(running: Promise<unknown>, poolId: string): Promise<PoolEntryRow[]> {
    const begin = () => {
      this.#next.delete(poolId);
      return this.#begin(poolId);
    };
    const next = this.#next.get(poolId) ?? running.then(begin, begin);
    this.#next.set(poolId, next);
    return next;
  }

  #begin(poolId: string): Promise<PoolEntryRow[]> {
    const reading = this.#read(poolId).finally(() => this.#running.delete(poolId));
    this.#running.set(poolId, reading);
    return reading;
  }

  async #read(poolId: string): Promise<PoolEntryRow[]> {
    const find = { where: { poolId, holderId: IsNull() }, order: IN_ORDER, take: AHEAD };
    return (await this.database.reader()).find(PoolEntrySchema, find);
  }
}
