import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database, TenantHasNoDatabase } from '#libs/persistence/database';
import { PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from './logger-token.js';
import { TenantLooks } from '../tenant/tenant-looks.js';

export interface RoundsWork {
  /** Names the lease. */
  readonly job: string;
  readonly everyMs: number;
  /** Others take over what a process held that died, after so long. */
  readonly leaseMs: number;
  /** That the work is shared by; one: a single process does all of it. */
  readonly partitions?: number;
  /** What the log says when a round, or a tenant in it, fails. */
  readonly failure: string;
  /** One round. */
  work(rounds: Rounds): Promise<void>;
  /**
   * When there will be something to do in the tenant in context, of the partitions that are held, unless something is written
   * there before; undefined: nothing is known of. Until then the tenant is passed over, for half a minute at most. Absent: every
   * round looks at every tenant.
   */
  nextDue?(): Promise<Date | undefined>;
  /** What goes on between the rounds is over; leases are kept until then. */
  idle?(): Promise<void>;
}

/** There is something to do only after something was written. */
export const onlyWhenWritten = async () => undefined;

/** Work of a service that is done round by round, each partition of it by one process at a time. */
@Injectable()
export class LeasedRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #all: Rounds[] = [];

  constructor(
    private readonly directory: TenantDirectory,
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly stirs: TenantStirs,
  ) {}

  /** The first round comes one interval after the service has started. */
  of(work: RoundsWork): Rounds {
    const { job, partitions = 1, leaseMs: ttlMs } = work;
    const leases = new PartitionLeases(this.database, this.clock, { job, owner: newId(new Date()), partitions, ttlMs });
    const looks = work.nextDue && new TenantLooks(this.stirs, this.clock, () => work.nextDue!());
    const rounds = new Rounds(work, leases, this.directory, this.logger, looks);
    this.#all.push(rounds);
    return rounds;
  }

  onApplicationBootstrap(): void {
    for (const rounds of this.#all) rounds.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.#all.map((rounds) => rounds.stop()));
  }
}

export class Rounds {
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #stopping = false;
  #heldBefore = '';

  constructor(
    private readonly work: RoundsWork,
    private readonly leases: PartitionLeases,
    private readonly directory: TenantDirectory,
    private readonly logger: Logger,
    /** Which tenants may be passed over; absent: none. */
    private readonly looks?: TenantLooks,
  ) {}

  start(): void {
    this.#timer = setInterval(() => void (this.#round ?? this.#begin()), this.work.everyMs).unref();
  }

  /** What is under way in the round is finished; what is left is for others. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#timer);
    await (this.#next ?? this.#round);
    await this.work.idle?.();
    await this.leases.release().catch((error: unknown) => this.#warn(error, 'leases run out by themselves'));
  }

  /** A round that begins after the asking, so it sees what the asker has written. Does not reject: the next round tries again. */
  run(): Promise<void> {
    if (!this.#round) return this.#begin();
    this.#next ??= this.#round.then(() => {
      this.#next = undefined;
      return this.#stopping ? undefined : (this.#round ?? this.#begin());
    });
    return this.#next;
  }

  #begin(): Promise<void> {
    this.#round = this.work
      .work(this)
      .catch((error: unknown) => this.#warn(error, this.work.failure))
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  /** The partitions that are ours now; renews the leases. None once the service stops. */
  async held(): Promise<readonly number[]> {
    const held = this.#stopping ? [] : await this.leases.held();
    if (String(held) !== this.#heldBefore) this.looks?.forget();
    this.#heldBefore = String(held);
    return held;
  }

  async isOurs(partition = 0): Promise<boolean> {
    return (await this.held()).includes(partition);
  }

  /** As {@link inAllTenants}, past those where nothing can have come up since the last round. */
  inEachTenant(work: (tenantId: string) => Promise<void>): Promise<void> {
    const { looks } = this;
    return this.inAllTenants(looks ? (tenantId) => looks.look(tenantId, () => work(tenantId)) : work);
  }

  /** Those that are awake, one after the other, each in its context; one that fails, or has no database yet, keeps nobody waiting. */
  async inAllTenants(work: (tenantId: string) => Promise<void>): Promise<void> {
    for (const tenantId of this.directory.awake()) {
      await runAsTenant(tenantId, () => work(tenantId)).catch((error: unknown) => {
        this.#warn(error, this.work.failure, tenantId);
      });
    }
  }

  /** A database that is still to be made, the leases' own too, is no failure. */
  #warn(error: unknown, what: string, tenant?: string): void {
    if (error instanceof TenantHasNoDatabase) return;
    this.logger.warn({ err: error, job: this.work.job, ...(tenant && { tenant }) }, what);
  }
}
