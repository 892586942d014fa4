import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import type { PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant-context';
import type { Logger } from 'pino';
import { In, Not } from 'typeorm';
import { Broker, type BrokerMessage } from './broker.js';
import { OutboxSchema, type OutboxRow } from './outbox.js';

const BATCH = 200;
/** Subjects of one tenant on their way at once; bounds memory and the exclusion list. */
const SUBJECTS_IN_FLIGHT = 256;

export interface RelayOptions {
  /** The tenants to look after, newly asked for at every sweep. */
  readonly tenants: () => readonly string[];
  readonly sweepEveryMs: number;
  /** After a failed publish, before the tenant is looked at again. */
  readonly retryAfterMs: number;
  /** Lets a test decide when time passes. */
  readonly delay: (ms: number) => Promise<void>;
}

interface TenantWork {
  readonly busy: Set<string>;
  pumping: boolean;
  again: boolean;
}

/**
 * Brings events from the outbox to the broker: right after the commit when this process holds the partition, by the sweep
 * when another committed it or a crash left it behind. In order per subject; a stuck subject holds up nobody else.
 */
export class OutboxRelay {
  readonly #work = new Map<string, TenantWork>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    private readonly leases: PartitionLeases,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly options: RelayOptions,
  ) {}

  start(): void {
    this.#track(this.#forever(() => this.#sweep(), this.options.sweepEveryMs));
  }

  /** Finishes what is on its way, then gives the partitions back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    while (this.#running.size > 0) await Promise.race([Promise.allSettled(this.#running), this.options.delay(100)]);
    await this.leases.release().catch((error: unknown) => this.logger.warn({ err: error }, 'leases run out by themselves'));
  }

  /** There may be something for this tenant now. */
  wake(tenantId: string): void {
    if (this.#stopped) return;
    const work = this.#workOf(tenantId);
    work.again = true;
    if (work.pumping) return;
    work.pumping = true;
    this.#track(this.#pump(tenantId, work).finally(() => (work.pumping = false)));
  }

  async #sweep(): Promise<void> {
    await this.leases.renew();
    for (const tenantId of this.options.tenants()) this.wake(tenantId);
  }

  async #pump(tenantId: string, work: TenantWork): Promise<void> {
    while (work.again && !this.#stopped) {
      work.again = false;
      const rows = await this.#waiting(tenantId, work.busy).catch((error: unknown) => {
        this.logger.warn({ err: error, tenant: tenantId }, 'outbox cannot be read');
        return [];
      });
      for (const subjectRows of bySubject(rows)) this.#track(this.#ship(tenantId, work, subjectRows));
      if (rows.length === BATCH) work.again = work.busy.size < SUBJECTS_IN_FLIGHT;
    }
  }

  async #waiting(tenantId: string, busy: ReadonlySet<string>): Promise<OutboxRow[]> {
    const partitions = this.leases.held();
    if (partitions.length === 0 || busy.size >= SUBJECTS_IN_FLIGHT) return [];
    return runAsTenant(tenantId, async () => {
      const db = await this.database.reader();
      return db.find(OutboxSchema, {
        where: { partitionNo: In(partitions), ...(busy.size > 0 ? { messageKey: Not(In([...busy])) } : {}) },
        order: { createdAt: 'ASC', id: 'ASC' },
        take: BATCH,
      });
    });
  }

  /** Published before it is deleted: a crash in between sends it again, under the same id. */
  async #ship(tenantId: string, work: TenantWork, rows: OutboxRow[]): Promise<void> {
    const key = rows[0]!.messageKey;
    work.busy.add(key);
    try {
      await this.broker.publish(rows.map(toMessage));
      const ids = rows.map((row) => row.id);
      await runAsTenant(tenantId, () => this.database.transaction((tx) => tx.delete(OutboxSchema, { id: In(ids) })));
    } catch (error) {
      this.logger.warn({ err: error, tenant: tenantId, events: rows.length }, 'events wait in the outbox');
      await this.options.delay(this.options.retryAfterMs);
    } finally {
      work.busy.delete(key);
      this.wake(tenantId);
    }
  }

  async #forever(step: () => Promise<void>, everyMs: number): Promise<void> {
    while (!this.#stopped) {
      await step().catch((error: unknown) => this.logger.warn({ err: error }, 'outbox sweep failed'));
      await this.options.delay(everyMs);
    }
  }

  #workOf(tenantId: string): TenantWork {
    const work = this.#work.get(tenantId) ?? { busy: new Set<string>(), pumping: false, again: false };
    this.#work.set(tenantId, work);
    return work;
  }

  #track(task: Promise<void>): void {
    this.#running.add(task);
    void task.finally(() => this.#running.delete(task));
  }

  /** How many events of a tenant wait, and since how many seconds the oldest does. */
  async backlog(tenantId: string): Promise<{ depth: number; lagSeconds: number }> {
    return runAsTenant(tenantId, async () => {
      const db = await this.database.reader();
      const depth = await db.count(OutboxSchema);
      const [oldest] = await db.find(OutboxSchema, { order: { createdAt: 'ASC' }, take: 1 });
      const lagMs = oldest ? this.clock.now().getTime() - oldest.createdAt.getTime() : 0;
      return { depth, lagSeconds: lagMs / 1_000 };
    });
  }
}

function toMessage({ id, topic, messageKey, body }: OutboxRow): BrokerMessage {
  return { id, topic, key: messageKey, body };
}

function bySubject(rows: readonly OutboxRow[]): OutboxRow[][] {
  return [...Map.groupBy(rows, (row) => row.messageKey).values()];
}
