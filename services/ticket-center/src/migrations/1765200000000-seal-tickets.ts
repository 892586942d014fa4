import { column, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import { widenColumn } from '#libs/persistence/rows/widen-column';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bytes before and after: sealed texts are longer. */
const WIDENED = [
  ['ticket', 'subject', 300, 1_700, false],
  ['ticket_line', 'subject', 300, 1_700, false],
  ['mail_incoming', 'sender', 200, 1_150, true],
  ['mail_incoming', 'senderName', 200, 1_150, true],
  ['mail_incoming', 'subject', 300, 1_700, true],
  ['mail_part', 'filename', 255, 1_450, true],
  ['mail_thread', 'address', 200, 1_150, false],
  ['mail_thread', 'subject', 300, 1_700, false],
  ['mail_outgoing', 'recipient', 200, 1_150, false],
  ['mail_outgoing', 'subject', 400, 2_200, false],
] as const;
const BY_SENDER = tableIndex('mail_incoming', { columns: ['mailboxId', 'sender', 'receivedAt'] });
const BY_KEY = tableIndex('mail_incoming', { columns: ['mailboxId', 'senderKey', 'receivedAt'] });

/** Whatever tickets are found by is read again: numbers in them become blind indices. */
const INDEX_OF_TEXTS = ['posting', 'doc', 'term', 'rebuild'];

export class SealTickets1765200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('mail_incoming', BY_SENDER);
    for (const [table, name, , after, nullable] of WIDENED)
      await widenColumn(runner, table, name, varchar(after, nullable));
    await runner.addColumn('mail_incoming', tableColumn('senderKey', column.nullable(column.varchar(32))));
    await runner.createIndex('mail_incoming', BY_KEY);
    for (const part of INDEX_OF_TEXTS) await runner.query(`DELETE FROM ticket_search_${part}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('mail_incoming', BY_KEY);
    await runner.dropColumn('mail_incoming', 'senderKey');
    for (const [table, name, before, , nullable] of WIDENED)
      await widenColumn(runner, table, name, varchar(before, nullable));
    await runner.createIndex('mail_incoming', BY_SENDER);
  }
}

function varchar(length: number, nullable: boolean) {
  return nullable ? column.nullable(column.varchar(length)) : column.varchar(length);
}
