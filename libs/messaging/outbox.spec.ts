import { describe, expect, it } from '@jest/globals';
import type { Envelope } from '#libs/contracts/envelope';
import { ticketUrged } from '#libs/contracts/ticket-center/ticket-events';
import { newTraceparent, runInContext, type UnitOfWork } from '#libs/persistence/tenant/tenant-context';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import {
  EventTooLarge,
  Outbox,
  outgoing,
  OUTBOX_PARTITIONS,
  OutboxSchema,
  type OutboxRow,
  type OutgoingEvent,
} from './outbox.js';

const AT = new Date('2026-11-23T09:00:00.123Z');

const NAMES = Object.keys(OutboxSchema.options.columns);

/** A transaction that keeps the rows inserted, whatever the database. */
function insertingInto(rows: OutboxRow[]): EntityManager {
  const columns = NAMES.map((name) => ({ propertyName: name, databaseName: name }));
  const driver = { escape: (name: string) => name, preparePersistentValue: (value: unknown) => value };
  const query = async (_: string, values: unknown[]) => {
    for (let next = 0; next < values.length; next += NAMES.length)
      rows.push(Object.fromEntries(NAMES.map((name, at) => [name, values[next + at]])) as unknown as OutboxRow);
  };
  const connection = { driver, getMetadata: () => ({ tableName: 'outbox', columns }) };
  return { connection, query } as unknown as EntityManager;
}

describe('the outbox', () => {
  const appended = async (events: OutgoingEvent[], subject = 'subject', causes: string[] = []) => {
    const rows: OutboxRow[] = [];
    const tx = insertingInto(rows);
    const hooks: (() => void)[] = [];
    const unitOfWork = { afterCommit: (hook: () => void) => void hooks.push(hook) } as UnitOfWork;
    const context = { tenantId: 'acme', traceparent: newTraceparent(), unitOfWork, causes };
    const woken: string[] = [];
    const outbox = new Outbox('/ticket-center');
    outbox.onCommitted((tenant) => woken.push(tenant));
    await runInContext(context, () => outbox.append(tx, subject, AT, events));
    expect(woken).toEqual([]);
    for (const hook of hooks) hook();
    return { rows, woken, context };
  };
  const event = (data: Record<string, unknown> = {}): OutgoingEvent => ({
    topic: 'ticket-events',
    type: 'ticket.urged.v1',
    data,
  });

  it('makes an envelope of each event, as CloudEvents wants it', async () => {
    const { rows, context } = await appended([event({ times: 3 })]);
    const [row] = rows as [OutboxRow];
    expect(row).toMatchObject({ topic: 'ticket-events', messageKey: 'subject', createdAt: AT });
    expect(JSON.parse(row.body)).toEqual({
      specversion: '1.0',
      id: row.id,
      source: '/ticket-center',
      type: 'ticket.urged.v1',
      subject: 'subject',
      time: '2026-11-23T09:00:00.123Z',
      datacontenttype: 'application/json',
      tenantid: 'acme',
      traceparent: context.traceparent,
      data: { times: 3 },
    } satisfies Envelope);
  });

  it('says of each event which rules of automation it comes of', async () => {
    const { rows } = await appended([event()], 'subject', ['first', 'second']);
    expect(JSON.parse(rows[0]!.body)).toMatchObject({ causes: 'first,second' });
  });

  it('numbers the events of one save in their order', async () => {
    const { rows } = await appended([event({ n: 1 }), event({ n: 2 }), event({ n: 3 })]);
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).toSorted());
  });

  it('wakes the relay once it is committed, and only for something', async () => {
    expect((await appended([event()])).woken).toEqual(['acme']);
    expect((await appended([])).woken).toEqual([]);
  });

  it('keeps a subject in one partition, and spreads subjects evenly', async () => {
    const partitionOf = async (subject: string) => (await appended([event()], subject)).rows[0]!.partitionNo;
    await fc.assert(
      fc.asyncProperty(fc.uuid(), async (subject) => {
        expect(await partitionOf(subject)).toBe(await partitionOf(subject));
      }),
      { numRuns: 20 },
    );
    const many = await Promise.all(Array.from({ length: 800 }, () => partitionOf(crypto.randomUUID())));
    const sizes = [...Map.groupBy(many, (partition) => partition).values()].map(({ length }) => length);
    expect(sizes).toHaveLength(OUTBOX_PARTITIONS);
    expect(Math.min(...sizes)).toBeGreaterThan(50);
  });

  it('takes events as large as every CloudEvents receiver must, counted in bytes, and none larger', async () => {
    const overhead = Buffer.byteLength((await appended([event({ text: '' })])).rows[0]!.body);
    const roomFor = Math.floor((65_535 - overhead) / 3);
    expect((await appended([event({ text: '票'.repeat(roomFor) })])).rows).toHaveLength(1);
    await expect(appended([event({ text: '票'.repeat(roomFor + 1) })])).rejects.toThrow(EventTooLarge);
  });

  it('takes only what its contract allows', () => {
    expect(() => outgoing(ticketUrged, { ticketId: 'none' } as never)).toThrow();
  });
});
