import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { SopNotFound, SopRetired } from './domain/sop.errors.js';
import type { Guide, PinnedSop } from './domain/sop-walk.js';
import { SopSchema, SopVersionSchema } from './infra/sop.schema.js';
import { conditionHolds } from './sop-conditions.js';

const KNOWN = 1_000;

/** Published versions, each with all it calls: what never changes is read once. */
@Injectable()
export class SopBook {
  readonly #known = new LRUCache<string, PinnedSop>({ max: KNOWN });

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The version that new runs get. @throws SopNotFound, SopRetired */
  async offered(name: string): Promise<number> {
    const sop = await (await this.database.reader()).findOneBy(SopSchema, { id: name });
    if (!sop || sop.latest === 0) throw new SopNotFound(`There is no published SOP ${name}.`, { name });
    if (sop.retired) throw new SopRetired(`${name} is retired.`, { name });
    return sop.latest;
  }

  /** Everything that somebody who follows it can come to. @throws SopNotFound */
  async guide(name: string, version: number): Promise<Guide> {
    const pages = new Map<string, PinnedSop>();
    await this.#open(name, version, pages);
    const now = this.clock.now();
    return {
      sop: (sop, number) => pages.get(keyOf(sop, number))!,
      holds: (condition, variables) => conditionHolds(condition, variables, now),
    };
  }

  async #open(name: string, version: number, pages: Map<string, PinnedSop>): Promise<void> {
    if (pages.has(keyOf(name, version))) return;
    const page = await this.#read(name, version);
    pages.set(keyOf(name, version), page);
    for (const [sop, pinned] of Object.entries(page.calls)) await this.#open(sop, pinned, pages);
  }

  async #read(name: string, version: number): Promise<PinnedSop> {
    const key = `${currentTenant()}/${keyOf(name, version)}`;
    const known = this.#known.get(key);
    if (known) return known;
    const row = await (await this.database.reader()).findOneBy(SopVersionSchema, { name, version });
    if (!row) throw new SopNotFound(`There is no version ${version} of ${name}.`, { name, version });
    this.#known.set(key, row);
    return row;
  }
}

function keyOf(name: string, version: number): string {
  return `${version}/${name}`;
}
