import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What common-center last told of an interface and one of its measures. */
export interface InterfaceAlarm {
  interfaceId: string;
  metric: string;
  /** What it is called by. */
  name: string;
  isRaised: boolean;
  /** As they were told: ratios and milliseconds. */
  threshold: string;
  /** null: it was not called any more. */
  value: string | null;
  toldAt: Date;
}

export const InterfaceAlarmSchema = new EntitySchema<InterfaceAlarm>({
  name: 'monitor_interface_alarm',
  columns: {
    interfaceId: column.primary(column.ref()),
    metric: column.primary(column.varchar(32)),
    name: column.varchar(128),
    isRaised: column.flag(),
    threshold: column.varchar(32),
    value: column.nullable(column.varchar(32)),
    toldAt: column.time(),
  },
  indices: [schemaIndex('monitor_interface_alarm', { columns: ['isRaised', 'name'] })],
});
