import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { namedTextSchema, namedTextVersionSchema } from '../named-text/named-text.api.js';

export const RosterSchema = namedTextSchema('duty_roster');
export const RosterVersionSchema = namedTextVersionSchema('duty_roster_version');

/** Somebody else has the duty of a layer meanwhile; of two the later one counts. */
export interface DutyOverrideRow {
  id: string;
  rosterId: string;
  layer: string;
  fromAt: Date;
  toAt: Date;
  personId: string;
  /** Who wrote it. */
  writtenBy: string;
}

export const DutyOverrideSchema = new EntitySchema<DutyOverrideRow>({
  name: 'duty_override',
  columns: {
    id: column.id(),
    rosterId: column.ref(),
    layer: column.varchar(64),
    fromAt: column.time(),
    toAt: column.time(),
    personId: column.varchar(64),
    writtenBy: column.varchar(64),
  },
  indices: [schemaIndex('duty_override', { columns: ['rosterId', 'toAt'] })],
});

export const dutyEntities = [RosterSchema, RosterVersionSchema, DutyOverrideSchema];
