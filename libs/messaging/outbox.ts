import { createHash } from 'node:crypto';
import type { EventContract, Topic } from '#libs/contracts/event-contract';
import type { Envelope } from '#libs/contracts/envelope';
import { newId } from '#libs/kernel/id';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { currentContext, currentTenant, newTraceparent } from '#libs/persistence/tenant/tenant-context';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { z } from 'zod';

/** What CloudEvents expects every intermediary to forward (spec §3, Size Limits), and what the column holds. */
const MOST_BYTES = 65_535;

/** Shared out among the processes of a service by lease. Never lower it: rows of a lost partition would stay behind. */
export const OUTBOX_PARTITIONS = 8;

export interface OutboxRow {
  /** The event's id everywhere, on every resend. */
  id: string;
  partitionNo: number;
  topic: string;
  messageKey: string;
  body: string;
  /** Grows with every save of a subject, also across processes whose clocks differ: the order is (createdAt, id). */
  createdAt: Date;
}

export const OutboxSchema = new EntitySchema<OutboxRow>({
  name: 'outbox',
  columns: {
    id: column.id(),
    partitionNo: column.int(),
    topic: column.varchar(64),
    messageKey: column.ref(),
    body: column.text(),
    createdAt: column.time(),
  },
  indices: [schemaIndex('outbox', { columns: ['createdAt', 'id'] })],
});

export interface OutgoingEvent {
  readonly topic: Topic;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** An event and what it is about. */
export interface EventAbout {
  readonly subject: string;
  readonly event: OutgoingEvent;
}

/** An event as its contract wants it. */
export function outgoing<Data extends z.ZodObject>(contract: EventContract<Data>, data: z.input<Data>): OutgoingEvent {
  return { topic: contract.topic, type: contract.type, data: contract.data.parse(data) };
}

/** Where events wait, in the transaction that caused them, until the relay has brought them to the broker. */
export class Outbox {
  #listener: (tenantId: string) => void = () => undefined;

  constructor(private readonly source: string) {}

  /** Called after each commit that left events behind. */
  onCommitted(listener: (tenantId: string) => void): void {
    this.#listener = listener;
  }

  /**
   * `at` must grow with every save of the subject: it is what events are ordered by.
   * @throws EventTooLarge
   */
  async append(tx: EntityManager, subject: string, at: Date, events: readonly OutgoingEvent[]): Promise<void> {
    const about = events.map((event) => ({ subject, event }));
    await this.appendAll(tx, at, about);
  }

  /** As {@link append}, for several subjects at once. @throws EventTooLarge */
  async appendAll(tx: EntityManager, at: Date, events: readonly EventAbout[]): Promise<void> {
    if (events.length === 0) return;
    const tenantId = currentTenant();
    const rows = events.map(({ subject, event }) => this.#row(tenantId, subject, at, event));
    await insertRows(tx, OutboxSchema, rows);
    currentContext()?.unitOfWork?.afterCommit(() => this.#listener(tenantId));
  }

  #row(tenantId: string, subject: string, at: Date, { topic, type, data }: OutgoingEvent): OutboxRow {
    const id = newId(at);
    const envelope: Envelope = {
      specversion: '1.0',
      id,
      source: this.source,
      type,
      subject,
      time: at.toISOString(),
      datacontenttype: 'application/json',
      tenantid: tenantId,
      traceparent: currentContext()?.traceparent ?? newTraceparent(),
      ...causesNow(),
      data,
    };
    const body = JSON.stringify(envelope);
    if (Buffer.byteLength(body) > MOST_BYTES) throw new EventTooLarge(type);
    return { id, partitionNo: partitionOf(subject), topic, messageKey: subject, body, createdAt: at };
  }
}

function causesNow(): Pick<Envelope, 'causes'> {
  const causes = currentContext()?.causes ?? [];
  return causes.length > 0 ? { causes: causes.join(',') } : {};
}

/** An event says what happened; documents are fetched by who needs them. */
export class EventTooLarge extends Error {
  constructor(type: string) {
    super(`a ${type} event is larger than ${MOST_BYTES} bytes`);
    this.name = 'EventTooLarge';
  }
}

function partitionOf(subject: string): number {
  return createHash('sha1').update(subject).digest().readUInt16BE(0) % OUTBOX_PARTITIONS;
}
