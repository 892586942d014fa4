import type { Clock } from '#libs/kernel/clock';
import { EntitySchema, In, Like, type EntityManager } from 'typeorm';
import { column } from './rows/columns.js';
import type { Database } from './database.js';
import { isDuplicateKey } from './duplicate-key.js';
import { Heartbeats } from './heartbeats.js';
import { runAsTenant } from './tenant/tenant-context.js';
import { PLATFORM_TENANT } from './tenant/tenant-id.js';

export interface LeaseRow {
  /** `<job>/<partition>` or `<job>/member/<owner>`. */
  name: string;
  /** Empty when it was given back. */
  owner: string;
  /** Grows with every new owner: the fencing token. */
  epoch: number;
  /** Grows while the owner lives. */
  beat: number;
}

export const LeaseSchema = new EntitySchema<LeaseRow>({
  name: 'lease',
  columns: {
    name: column.primary(column.varchar(120)),
    owner: column.ref(),
    epoch: column.int(),
    beat: column.int(),
  },
});

export interface LeaseOptions {
  readonly job: string;
  /** One process doing this job; an id of its own at every start. */
  readonly owner: string;
  readonly partitions: number;
  /** How long the partitions of a process that died stay its own. */
  readonly ttlMs: number;
}

const NOBODY = '';

/**
 * Shares the partitions of a background job among the processes of a service, by rows in the platform tenant's database.
 * A lease is abandoned when its beat stood still for `ttlMs` on the clock of the one who looks: no two clocks are ever
 * compared (as Kubernetes' client-go does it, tools/leaderelection). Nothing rests on SKIP LOCKED or on open connections.
 */
export class PartitionLeases {
  readonly #heartbeats: Heartbeats;
  #held: readonly number[] = [];
  #renewedAt = Number.NEGATIVE_INFINITY;
  #renewing: Promise<void> | undefined;
  #released = false;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly options: LeaseOptions,
  ) {
    this.#heartbeats = new Heartbeats(options.ttlMs);
  }

  /** The partitions that are ours now; renews when a third of the time to live has passed. */
  async held(): Promise<readonly number[]> {
    if (this.#age() >= this.options.ttlMs / 3) await this.renew();
    return this.#age() < this.options.ttlMs ? this.#held : [];
  }

  /** Keeps ours, takes what fell to us and gives back what fell to others. */
  renew(): Promise<void> {
    if (this.#released) return Promise.resolve();
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  /** Gives everything back for good, so that the others need not wait. */
  async release(): Promise<void> {
    this.#released = true;
    await this.#renewing?.catch(() => undefined);
    this.#held = [];
    const { owner } = this.options;
    await this.#onPlatform(async (tx) => {
      await tx.delete(LeaseSchema, { name: this.#memberName });
      await tx.update(LeaseSchema, { name: In(this.#partitionNames()), owner }, { owner: NOBODY });
    });
  }

  async #renew(): Promise<void> {
    const startedAt = this.clock.ms();
    this.#held = await this.#onPlatform((tx) => this.#round(tx, startedAt));
    this.#renewedAt = startedAt;
  }

  async #round(tx: EntityManager, now: number): Promise<number[]> {
    const { job, owner } = this.options;
    await tx.increment(LeaseSchema, { name: Like(`${job}/%`), owner }, 'beat', 1);
    const rows = await tx.find(LeaseSchema, { where: { name: Like(`${job}/%`) } });
    const stopped = new Set(this.#heartbeats.stoppedAmong(rows, now).filter((row) => row.owner !== owner));
    const members = await this.#members(tx, rows, stopped);
    const held: number[] = [];
    for (const [partition, name] of this.#partitionNames().entries()) {
      const row = rows.find((each) => each.name === name);
      const isShare = members[partition % members.length] === owner;
      if (row?.owner === owner && !isShare) await tx.update(LeaseSchema, { name, owner }, { owner: NOBODY });
      if (!isShare) continue;
      const free = row === undefined || row.owner === NOBODY || stopped.has(row);
      if (row?.owner === owner || (free && (await this.#take(tx, name, row)))) held.push(partition);
    }
    return held;
  }

  /** The owners that live, in an order that all agree on. Forgets those that died. */
  async #members(tx: EntityManager, rows: readonly LeaseRow[], stopped: ReadonlySet<LeaseRow>): Promise<string[]> {
    const members = rows.filter((row) => row.name.startsWith(`${this.options.job}/member/`));
    const gone = members.filter((row) => stopped.has(row)).map((row) => row.name);
    if (gone.length > 0) await tx.delete(LeaseSchema, { name: In(gone) });
    this.#heartbeats.forget(gone);
    const living = new Set(members.filter((row) => !stopped.has(row)).map((row) => row.owner));
    if (!living.has(this.options.owner)) await this.#take(tx, this.#memberName, undefined);
    return [...living.add(this.options.owner)].sort();
  }

  /** False when another was quicker. */
  async #take(tx: EntityManager, name: string, seen: LeaseRow | undefined): Promise<boolean> {
    const { owner } = this.options;
    if (seen) {
      const { epoch, beat } = seen;
      const { affected } = await tx.update(LeaseSchema, { name, epoch, beat }, { owner, epoch: epoch + 1, beat: 0 });
      return affected === 1;
    }
    try {
      await tx.insert(LeaseSchema, { name, owner, epoch: 1, beat: 0 });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  get #memberName(): string {
    return `${this.options.job}/member/${this.options.owner}`;
  }

  #partitionNames(): string[] {
    return Array.from({ length: this.options.partitions }, (_, partition) => `${this.options.job}/${partition}`);
  }

  /** A clock that was set back counts as time that has passed. */
  #age(): number {
    return Math.abs(this.clock.ms() - this.#renewedAt);
  }

  #onPlatform<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return runAsTenant(PLATFORM_TENANT, () => this.database.transaction(work));
  }
}
