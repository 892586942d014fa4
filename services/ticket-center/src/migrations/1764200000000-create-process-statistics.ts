import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofDay = {
  definition: column.primary(column.varchar(255)),
  version: column.primary(column.int()),
  day: column.primary(column.varchar(10)),
};
const tally = {
  entered: column.int(),
  completed: column.int(),
  aborted: column.int(),
  failures: column.int(),
  durations: column.json(),
};
const TABLES = [
  table('process_node_statistic', { ...ofDay, node: column.primary(column.varchar(255)), ...tally }),
  table('process_flow_statistic', { ...ofDay, flow: column.primary(column.varchar(255)), taken: column.int() }),
  table('process_day_statistic', {
    ...ofDay,
    completed: column.int(),
    failed: column.int(),
    cancelled: column.int(),
    durations: column.json(),
  }),
  table('process_recent_statistic', {
    minute: column.primary(column.varchar(16)),
    definition: column.primary(column.varchar(255)),
    node: column.primary(column.varchar(255)),
    ...tally,
  }),
];
const ADDED = table('process_instance', { countedAt: column.nullable(column.time()) }, [
  { columns: ['countedAt', 'state', 'definitionId', 'version'] },
  { columns: ['startedAt', 'definitionId'] },
]);

export class CreateProcessStatistics1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    const { name, columns, indices } = ADDED.clone();
    await runner.addColumns(name, columns);
    await runner.createIndices(name, indices);
  }

  async down(runner: QueryRunner): Promise<void> {
    const { name, columns, indices } = ADDED.clone();
    await runner.dropIndices(name, indices);
    await runner.dropColumns(
      name,
      columns.map((each) => each.name),
    );
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
