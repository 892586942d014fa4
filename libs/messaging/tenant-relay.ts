import { setImmediate as nextBreath } from 'node:timers/promises';
import type { IPolicy } from 'cockatiel';
import { TenantHasNoDatabase, type Database } from '#libs/persistence/database';
import type { PartitionLeases } from '#libs/persistence/leases';
import { selectRows } from '#libs/persistence/rows/plain-rows';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Logger } from 'pino';
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
  /** Ids of what is not deleted yet. */
  readonly #published: string[] = [];
  #deletion: Promise<unknown> = Promise.resolve();
  #nextDeletion: Promise<void> | undefined;
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
      // Commits of the same breath share a look.
      await nextBreath();
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
    const busy = [...this.#busy];
    const others = busy.length > 0 ? ` AND messageKey NOT IN (${places(busy)})` : '';
    const where = `WHERE partitionNo IN (${places(partitions)})${others} ORDER BY createdAt ASC, id ASC LIMIT ${BATCH}`;
    const find = async () => selectRows(await database.reader(), OutboxSchema, where, [...partitions, ...busy]);
    // The tenant is entered inside: whoever leaves the bulkhead starts the next one in a context of its own.
    return reads.execute(() => runAsTenant(this.tenantId, find));
  }

  /** The sweep comes again. A tenant that is not here yet, or no longer, has nothing to ship. */
  #unread(error: unknown): OutboxRow[] {
    if (!(error instanceof TenantHasNoDatabase)) {
      this.parts.logger.warn({ err: error, tenant: this.tenantId }, 'outbox cannot be read');
      // What was not seen may be there: it counts as lively.
      this.#quietLooks = 0;
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
    this.#published.push(...rows.map((row) => row.id));
    this.#nextDeletion ??= this.#deletion.then(() => this.#deletePublished());
    await this.#nextDeletion;
  }

  /** Those that were published while others were being deleted share a transaction. */
  async #deletePublished(): Promise<void> {
    const ids = this.#published.splice(0);
    const { database } = this.parts;
    const sql = `DELETE FROM outbox WHERE id IN (${places(ids)})`;
    const deletion = runAsTenant(this.tenantId, () => database.statement(sql, ids));
    this.#deletion = deletion.catch(() => undefined);
    this.#nextDeletion = undefined;
    await deletion;
  }
}

function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

function toMessage({ id, topic, messageKey, body }: OutboxRow): BrokerMessage {
  return { id, topic, key: messageKey, body };
}
