import { newId } from '#libs/kernel/id';
import { column } from '#libs/persistence/rows/columns';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';
import { TENANT, type Databases } from '../telephony/databases.js';
import { perSecondOf } from './per-second.js';
import type { Rates } from './steps.js';

interface Row {
  id: string;
  data: string;
}

const ROW = { id: column.id(), data: column.varchar(2_000) };
const TicketRows = new EntitySchema<Row>({ name: 'raw_ticket', columns: ROW });
const JournalRows = new EntitySchema<Row>({ name: 'raw_journal', columns: ROW });
const OutboxRows = new EntitySchema<Row>({ name: 'raw_outbox', columns: ROW });

class CreateRawTickets1765100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const name of ['raw_ticket', 'raw_journal', 'raw_outbox'])
      await runner.query(`CREATE TABLE ${name} (id varchar(36) PRIMARY KEY, data varchar(2000) NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['raw_ticket', 'raw_journal', 'raw_outbox']) await runner.query(`DROP TABLE ${name}`);
  }
}

/** About as long as a ticket and what happened to it are as rows, in characters. */
const TICKET = 'x'.repeat(1_200);
const EVENT = 'x'.repeat(400);
/** What each step writes into the journal, and tells others. */
const EVENTS = { open: 1, claim: 2, transfer: 1, solve: 2 };

/** The rows of each step alone, in one transaction each. */
export async function rawWork(tickets: number, { make }: Databases): Promise<Rates> {
  const entities = [TicketRows, JournalRows, OutboxRows];
  const database = make({ context: 'rawwork', entities, migrations: [CreateRawTickets1765100000000] });
  await database.provision(TENANT);
  const ids = Array.from({ length: tickets }, () => newId(new Date()));
  const rate = (events: number, write: 'insert' | 'update') =>
    runAsTenant(TENANT, () => perSecondOf(ids, (id) => step(database, id, events, write)));
  const rates = {
    open: await rate(EVENTS.open, 'insert'),
    claim: await rate(EVENTS.claim, 'update'),
    transfer: await rate(EVENTS.transfer, 'update'),
    solve: await rate(EVENTS.solve, 'update'),
  };
  await database.close();
  return rates;
}

function step(database: Database, id: string, events: number, write: 'insert' | 'update'): Promise<void> {
  const rows = () => Array.from({ length: events }, () => ({ id: newId(new Date()), data: EVENT }));
  return database.transaction(async (tx) => {
    if (write === 'insert') await tx.insert(TicketRows, { id, data: TICKET });
    else await tx.update(TicketRows, { id }, { data: `${TICKET}${events}` });
    await tx.insert(JournalRows, rows());
    await tx.insert(OutboxRows, rows());
  });
}
