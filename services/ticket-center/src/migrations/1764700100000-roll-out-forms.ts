import { column, journalColumns, table, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITION = table('form_definition', {
  id: column.primary(column.varchar(120)),
  version: column.int(),
  updatedAt: column.time(),
  kind: column.varchar(16),
  latest: column.int(),
  stable: column.int(),
  candidate: column.nullable(column.json()),
  shareOf: column.varchar(16),
  draft: column.nullable(column.json()),
});

const JOURNAL = table('form_definition_journal', { ...journalColumns, aggregateId: column.varchar(120) }, [
  { columns: ['aggregateId', 'id'] },
]);

const LATER = ['computed', 'lookups', 'indexed', 'blocks', 'source'].map((name) =>
  tableColumn(name, column.nullable(column.json())),
);

/** Of the forms there are, the newest version is the one everybody gets. */
const KNOWN = `INSERT INTO form_definition (id, version, updatedAt, kind, latest, stable, shareOf)
  SELECT name, MAX(version), MAX(createdAt), 'form', MAX(version), MAX(version), 'tickets' FROM form GROUP BY name`;

export class RollOutForms1764700100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(
      'form',
      LATER.map((each) => each.clone()),
    );
    await runner.createTable(DEFINITION.clone());
    await runner.createTable(JOURNAL.clone());
    await runner.query(KNOWN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(JOURNAL.name);
    await runner.dropTable(DEFINITION.name);
    await runner.dropColumns('form', LATER);
  }
}
