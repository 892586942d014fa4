import { Clock } from '#libs/kernel/clock';
import { EntitySchema, LessThan } from 'typeorm';
import { column } from './columns.js';
import { Database } from './database.js';
import { isDuplicateKey } from './duplicate-key.js';
import { runAsTenant } from './tenant-context.js';
import { PLATFORM_TENANT } from './tenant-id.js';

interface LeaseRow {
  name: string;
  owner: string;
  /** Grows with every new owner: the fencing token. */
  epoch: number;
  expiresAt: Date;
}

export const LeaseSchema = new EntitySchema<LeaseRow>({
  name: 'lease',
  columns: {
    name: column.primary(column.varchar(120)),
    owner: column.ref(),
    epoch: column.int(),
    expiresAt: column.time(),
  },
});

/**
 * Shares the partitions of a background job among the processes of a service, by rows in the platform tenant's database.
 * A process that dies loses its partitions after `ttlMs`; nothing rests on SKIP LOCKED or on a connection being alive.
 */
export class PartitionLeases {
  #held: readonly number[] = [];
  #validUntil = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly options: { job: string; owner: string; partitions: number; ttlMs: number },
  ) {}

  /** The partitions that are ours now; empty as soon as the lease could have run out. */
  held(): readonly number[] {
    return this.clock.now().getTime() < this.#validUntil ? this.#held : [];
  }

  /** Renews ours, takes what fell to us and gives back what fell to others; call it every third of the time to live. */
  async renew(): Promise<void> {
    const startedAt = this.clock.now().getTime();
    const held = await this.#onPlatform(async () => {
      await this.#take(`${this.options.job}/member/${this.options.owner}`);
      return this.#takeShare(await this.#shareOf(await this.#members()));
    });
    this.#held = held;
    this.#validUntil = startedAt + this.options.ttlMs;
  }

  /** Gives everything back, so that the others need not wait. */
  async release(): Promise<void> {
    this.#validUntil = 0;
    await this.#onPlatform(async () => {
      const db = await this.database.reader();
      await db.update(LeaseSchema, { owner: this.options.owner }, { expiresAt: new Date(0) });
      await db.delete(LeaseSchema, { name: `${this.options.job}/member/${this.options.owner}` });
    });
  }

  async #members(): Promise<string[]> {
    const prefix = `${this.options.job}/member/`;
    const db = await this.database.reader();
    const rows = await db.createQueryBuilder(LeaseSchema, 'lease').where('lease.name LIKE :prefix', { prefix: `${prefix}%` }).getMany();
    const now = this.clock.now();
    return rows.filter((row) => row.expiresAt > now).map((row) => row.owner).sort();
  }

  async #shareOf(members: string[]): Promise<number[]> {
    const mine = members.indexOf(this.options.owner);
    const all = Array.from({ length: this.options.partitions }, (_, partition) => partition);
    const others = all.filter((partition) => partition % members.length !== mine);
    const db = await this.database.reader();
    for (const partition of others.filter((partition) => this.#held.includes(partition))) {
      await db.update(LeaseSchema, { name: this.#nameOf(partition), owner: this.options.owner }, { expiresAt: new Date(0) });
    }
    return all.filter((partition) => !others.includes(partition));
  }

  async #takeShare(share: number[]): Promise<number[]> {
    const taken: number[] = [];
    for (const partition of share) if (await this.#take(this.#nameOf(partition))) taken.push(partition);
    return taken;
  }

  async #take(name: string): Promise<boolean> {
    const db = await this.database.reader();
    const { owner } = this.options;
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + this.options.ttlMs);
    if ((await db.update(LeaseSchema, { name, owner }, { expiresAt })).affected === 1) return true;
    const epoch = () => 'epoch + 1';
    const expired = { name, expiresAt: LessThan(now) };
    if ((await db.update(LeaseSchema, expired, { owner, expiresAt, epoch })).affected === 1) return true;
    return db.insert(LeaseSchema, { name, owner, epoch: 1, expiresAt }).then(
      () => true,
      (error: unknown) => {
        if (isDuplicateKey(error)) return false;
        throw error;
      },
    );
  }

  #nameOf(partition: number): string {
    return `${this.options.job}/${partition}`;
  }

  #onPlatform<T>(work: () => Promise<T>): Promise<T> {
    return runAsTenant(PLATFORM_TENANT, work);
  }
}
