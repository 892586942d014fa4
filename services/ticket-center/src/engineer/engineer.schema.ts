import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** Somebody who can be sent; the id is that of their account. */
export interface Engineer {
  id: string;
  areas: string[];
  skills: string[];
  /** Name of the calendar they work by. */
  calendar: string;
  /** IANA; says where their days begin. */
  timeZone: string;
  /** Visits in a day, at most. */
  dailyCapacity: number;
  active: boolean;
  version: number;
}

export const EngineerSchema = new EntitySchema<Engineer>({
  name: 'engineer',
  columns: {
    id: column.primary(column.varchar(64)),
    areas: column.json(),
    skills: column.json(),
    calendar: column.varchar(120),
    timeZone: column.varchar(64),
    dailyCapacity: column.int(),
    active: column.flag(),
    version: column.int(),
  },
});

export interface ServiceArea {
  code: string;
  name: string;
  version: number;
}

export const ServiceAreaSchema = new EntitySchema<ServiceArea>({
  name: 'service_area',
  columns: { code: column.primary(column.varchar(64)), name: column.varchar(120), version: column.int() },
});
