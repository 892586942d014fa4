import { expect, it } from '@jest/globals';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { InboxSchema } from '#libs/messaging/inbox';
import type { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import type { LeasedRounds } from '#libs/web/platform/leased-rounds';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { pino } from 'pino';
import { ticketCenter } from '../service.js';
import { BulkActionSchema, BulkTicketSchema, type BulkAction, type BulkTicket } from './bulk-action.schema.js';
import type { BulkDeeds } from './bulk-deeds.js';
import { BulkWorker } from './bulk-worker.js';

class Refused extends domainError('refused-in-a-spec', 'conflict') {}

const clock = new FakeClock();
const logger = pino({ level: 'silent' });

onEachEngine('a bulk action that several processes do', (open) => {
  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  async function world() {
    const engine = await open(withServiceTables(ticketCenter.database), ['acme']);
    let deed = (_ticketId: string): void => undefined;
    /** What is done is a row of its own: doing it twice leaves two. */
    const workerOn = (database: Database) => {
      const deeds = {
        do: (_action: unknown, ticketId: string) =>
          database.transaction(async (tx) => {
            const row = { consumer: ticketId, messageId: newId(clock.now()), handledAt: clock.now() };
            await insertRows(tx, InboxSchema, [row]);
            deed(ticketId);
            return { outcome: 'done', code: null };
          }),
      } as unknown as BulkDeeds;
      return new BulkWorker({ of: () => null } as unknown as LeasedRounds, database, deeds, clock, logger);
    };
    const { database } = engine;
    const workers = [workerOn(database), workerOn(engine.another())] as const;
    return {
      ...{ workers, dispose: engine.dispose },
      does: (next: typeof deed) => (deed = next),
      order: (tickets: number) => inAcme(() => ordered(database, tickets)),
      action: (id: string) => inAcme(async () => (await database.reader()).findOneByOrFail(BulkActionSchema, { id })),
      cancel: (id: string) =>
        inAcme(() => database.transaction((tx) => tx.update(BulkActionSchema, { id }, { state: 'cancelled' }))),
      results: (id: string) =>
        inAcme(async () => {
          const options = { where: { bulkActionId: id }, order: { position: 'ASC' } } as const;
          return (await database.reader()).find(BulkTicketSchema, options);
        }),
      deeds: (ticketId: string) =>
        inAcme(async () => (await database.reader()).countBy(InboxSchema, { consumer: ticketId })),
    };
  }

  async function ordered(database: Database, tickets: number) {
    const counts = { total: tickets, handled: 0, done: 0, partly: 0, refused: 0 };
    const id = newId(clock.now());
    const action: BulkAction = {
      ...{ id, action: { type: 'close' }, orderedBy: 'mia', orderedAt: clock.now(), state: 'running', endedAt: null },
      ...counts,
    };
    const rows = Array.from({ length: tickets }, (_, position): BulkTicket => {
      const ticketId = newId(clock.now());
      return { bulkActionId: id, position, ticketId, outcome: 'waiting', code: null, at: null };
    });
    await database.transaction(async (tx) => {
      await insertRows(tx, BulkActionSchema, [action]);
      await insertRows(tx, BulkTicketSchema, rows);
    });
    return { action, rows };
  }

  it('is done once for each ticket, whoever comes first', async () => {
    const { workers, order, action, deeds, dispose } = await world();
    const { action: ordered, rows } = await order(20);
    const both = rows.flatMap((row) => workers.map((worker) => inAcme(() => worker.handle(ordered, row))));
    const handled = await Promise.all(both);
    expect(handled.filter(Boolean)).toHaveLength(20);
    for (const { ticketId } of rows) expect(await deeds(ticketId)).toBe(1);
    expect(await action(ordered.id)).toMatchObject({ handled: 20, done: 20, refused: 0 });
    await dispose();
  });

  it('leaves nothing of a ticket that refuses, or of one that fails in the middle, but why', async () => {
    const { workers, order, action, results, does, deeds, dispose } = await world();
    const { action: ordered, rows } = await order(3);
    does((ticketId) => {
      if (ticketId === rows[0]!.ticketId) throw new Refused('Not this one.');
      if (ticketId === rows[1]!.ticketId) throw new TypeError('a mistake');
    });
    for (const row of rows) expect(await inAcme(() => workers[0].handle(ordered, row))).toBe(true);
    expect((await results(ordered.id)).map(({ outcome, code }) => [outcome, code])).toEqual([
      ['refused', 'refused-in-a-spec'],
      ['refused', 'internal-error'],
      ['done', null],
    ]);
    expect(await Promise.all(rows.map(({ ticketId }) => deeds(ticketId)))).toEqual([0, 0, 1]);
    expect(await action(ordered.id)).toMatchObject({ handled: 3, done: 1, refused: 2 });
    await dispose();
  });

  it('touches no further ticket once it is cancelled', async () => {
    const { workers, order, cancel, deeds, results, dispose } = await world();
    const { action: ordered, rows } = await order(2);
    await inAcme(() => workers[0].handle(ordered, rows[0]!));
    await cancel(ordered.id);
    expect(await inAcme(() => workers[1].handle(ordered, rows[1]!))).toBe(false);
    expect(await deeds(rows[1]!.ticketId)).toBe(0);
    expect((await results(ordered.id)).map(({ outcome }) => outcome)).toEqual(['done', 'waiting']);
    await dispose();
  });
});
