import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A place where people work: the teams that are there. */
export interface Site {
  id: string;
  version: number;
  name: string;
  teamIds: readonly string[];
}

export const SiteSchema = new EntitySchema<Site>({
  name: 'monitor_site',
  columns: { id: column.id(), version: column.int(), name: column.varchar(64), teamIds: column.json() },
});
