import type { IPolicy } from 'cockatiel';
import { TenantHasNoDatabase, type Database } from '#libs/persistence/database';
import type { PartitionLeases } from '#libs/persistence/leases';
import { runAsTenant } from '#libs/persistence/tenant-context';
import type { Logger } from 'pino';
import { In, Not } from 'typeorm';
import type { Broker, BrokerMessage } from './broker.js';
import { OutboxSchema, type OutboxRow } from './outbox.js';

const BATCH = 200;
/** Subjects on their way at once; bounds memory and the exclusion list. */
const SUBJECTS_IN_FLIGHT = 256;

export interface RelayParts {
  readonly database: Database;
  readonly broker: Broker;
  readonly leases: PartitionLeases;
  readonly logger: Logger;
  /** Bounds how many outboxes are read at once. */
  readonly reads: IPolicy;
  /** Waits after a failed publish, or until the relay stops. */
  readonly beforeRetry: () => Promise<void>;
  readonly stopping: AbortSignal;
}

/** Ships one tenant's outbox: a subject's events in order, the subjects side by side. */
export class TenantRelay {
  readonly #busy = new Set<string>();
  readonly #shipping = new Set<Promise<void>>();
  #looking: Promise<void> | undefined;
  #again = false;
  #quietLooks = Number.POSITIVE_INFINITY;

  constructor(
    private readonly tenantId: string,
    private readonly parts: RelayParts,
  ) {}

  /** How many looks found nothing since one found something. */
  get quietLooks(): number {
    return this.#quietLooks;
  }

  /** Puts on its way what waits; resolves when it has looked, never rejects. A call meanwhile makes it look once more. */
  look(): Promise<void> {
    if (this.parts.stopping.aborted) return Promise.resolve();
    this.#again = true;
    this.#looking ??= this.#lookWhileAsked();
    return this.#looking;
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    while (this.#looking || this.#shipping.size > 0) await Promise.all([this.#looking, ...this.#shipping]);
  }

  async #lookWhileAsked(): Promise<void> {
    while (this.#again && !this.parts.stopping.aborted) {
      this.#again = false;
      const rows = await runAsTenant(this.tenantId, () => this.#waiting()).catch((error: unknown) =>
        this.#unread(error),
      );
      this.#quietLooks = rows.length > 0 ? 0 : this.#quietLooks + 1;
      for (const subjectRows of Map.groupBy(rows, (row) => row.messageKey).values()) this.#ship(subjectRows);
      if (rows.length === BATCH) this.#again = true;
    }
    // In the same step as the last look at #again: no call can fall in between.
    this.#looking = undefined;
  }

  async #waiting(): Promise<OutboxRow[]> {
    const { leases, database, reads } = this.parts;
    const partitions = await leases.held();
    if (partitions.length === 0 || this.#busy.size >= SUBJECTS_IN_FLIGHT) return [];
    const where = { partitionNo: In(partitions), ...(this.#busy.size > 0 && { messageKey: Not(In([...this.#busy])) }) };
    const find = async () => {
      const db = await database.reader();
      return db.find(OutboxSchema, { where, order: { createdAt: 'ASC', id: 'ASC' }, take: BATCH });
    };
    // The tenant is entered inside: whoever leaves the bulkhead starts the next one in a context of its own.
    return reads.execute(() => runAsTenant(this.tenantId, find));
  }

  /** The sweep comes again. A tenant that is not here yet, or no longer, has nothing to ship. */
  #unread(error: unknown): OutboxRow[] {
    if (!(error instanceof TenantHasNoDatabase)) {
      this.parts.logger.warn({ err: error, tenant: this.tenantId }, 'outbox cannot be read');
    }
    return [];
  }

  #ship(rows: OutboxRow[]): void {
    const key = rows[0]!.messageKey;
    this.#busy.add(key);
    const shipping = this.#publish(rows)
      .catch((error: unknown) => {
        this.parts.logger.warn({ err: error, tenant: this.tenantId, events: rows.length }, 'events wait in the outbox');
        return this.parts.beforeRetry();
      })
      .finally(() => {
        this.#busy.delete(key);
        this.#shipping.delete(shipping);
        void this.look();
      });
    this.#shipping.add(shipping);
  }

  /** Published before it is deleted: a crash in between sends it again, under the same id. */
  async #publish(rows: OutboxRow[]): Promise<void> {
    await this.parts.broker.publish(rows.map(toMessage));
    const ids = rows.map((row) => row.id);
    const { database } = this.parts;
    await runAsTenant(this.tenantId, () => database.transaction((tx) => tx.delete(OutboxSchema, { id: In(ids) })));
  }
}

function toMessage({ id, topic, messageKey, body }: OutboxRow): BrokerMessage {
  return { id, topic, key: messageKey, body };
}
