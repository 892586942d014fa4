import { column, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const EXTENSION = tableColumn('extension', column.nullable(column.varchar(100)));
const RESERVATION = tableColumn('reservationId', column.nullable(column.varchar(64)));
const CONFERENCE = tableColumn('conference', column.nullable(column.varchar(100)));
const MONITORS = tableColumn('monitors', column.nullable(column.varchar(64)));
const BY_RESERVATION = tableIndex('call_leg', { columns: ['reservationId'], unique: true });
const BY_END = tableIndex('call_leg', { columns: ['state', 'since'] });

export class ConnectCalls1764900200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('agent_assignment', EXTENSION.clone());
    await runner.addColumns('call_leg', [RESERVATION.clone(), CONFERENCE.clone(), MONITORS.clone()]);
    await runner.createIndices('call_leg', [BY_RESERVATION.clone(), BY_END.clone()]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('call_leg', BY_END.name!);
    await runner.dropIndex('call_leg', BY_RESERVATION.name!);
    await runner.dropColumns('call_leg', [RESERVATION.name, CONFERENCE.name, MONITORS.name]);
    await runner.dropColumn('agent_assignment', EXTENSION.name);
  }
}
