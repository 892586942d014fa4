import { newId } from '#libs/kernel/id';
import { taskContacted } from '#libs/contracts/ticket-center/task-events';
import { outgoing, type Outbox } from '#libs/messaging/outbox';
import { column, table } from '#libs/persistence/rows/columns';
import type { Database, DatabaseDefinition } from '#libs/persistence/database';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

const columns = { id: column.id(), subject: column.ref(), words: column.varchar(200) };

const NoteSchema = new EntitySchema<{ id: string; subject: string; words: string }>({ name: 'note', columns });

class CreateNotes1763900900003 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return runner.createTable(table('note', columns));
  }

  down(runner: QueryRunner): Promise<void> {
    return runner.dropTable('note');
  }
}

/** A service that keeps notes, under the name of its context. */
export function notesOf(context: string): DatabaseDefinition {
  return withServiceTables({ context, entities: [NoteSchema], migrations: [CreateNotes1763900900003] });
}

/** One row in one transaction; with an outbox also one event. */
export async function note(database: Database, subject: string, outbox?: Outbox): Promise<void> {
  const now = new Date();
  await database.transaction(async (tx) => {
    await tx.insert(NoteSchema, { id: newId(now), subject, words: 'w'.repeat(200) });
    const contactId = newId(now);
    const event = { taskId: contactId, customerId: contactId, contactId };
    await outbox?.append(tx, subject, now, [outgoing(taskContacted, event)]);
  });
}
