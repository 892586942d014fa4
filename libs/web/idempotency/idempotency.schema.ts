import { column, schemaIndex, tableColumn } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

export interface IdempotencyRow {
  id: string;
  fingerprint: string;
  answer: { body?: unknown };
  /** Another word each time whoever does the work says that it still does; null: it is done. */
  claim: string | null;
  createdAt: Date;
}

const claim = () => column.nullable(column.ref());

/** First answers by Idempotency-Key (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/). */
export const IdempotencySchema = new EntitySchema<IdempotencyRow>({
  name: 'idempotency',
  columns: {
    id: column.primary(column.varchar(64)),
    fingerprint: column.varchar(64),
    answer: sealed(column.json()),
    claim: claim(),
    createdAt: column.time(),
  },
  indices: [schemaIndex('idempotency', { columns: ['createdAt'] })],
});

export class ClaimAnswers1765400000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('idempotency', tableColumn('claim', claim()));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('idempotency', 'claim');
  }
}
