import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Within what time work under an SLA is done. */
export interface ServiceTarget {
  /** Of the SLA, as processes say it. */
  name: string;
  /** ISO 8601; days are those of the process's time zone. */
  duration: string;
  version: number;
}

export const ServiceTargetSchema = new EntitySchema<ServiceTarget>({
  name: 'service_target',
  columns: {
    name: column.primary(column.varchar(120)),
    duration: column.varchar(64),
    version: column.int(),
  },
});
