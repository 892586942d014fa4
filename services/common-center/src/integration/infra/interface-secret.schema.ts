import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What an interface knows us by; sealed, and never shown. */
export interface InterfaceSecretRow {
  interfaceId: string;
  name: string;
  sealed: string;
  /** Where it may be sent: who changes the address learns nothing of it. */
  origins: string[];
  /** Another after each change: connections and tokens made with the former are used no more. */
  revision: number;
  setBy: string;
  setAt: Date;
}

export const InterfaceSecretSchema = new EntitySchema<InterfaceSecretRow>({
  name: 'interface_secret',
  columns: {
    interfaceId: column.primary(column.ref()),
    name: column.primary(column.varchar(64)),
    sealed: column.text(),
    origins: column.json(),
    revision: column.int(),
    setBy: column.varchar(64),
    setAt: column.time(),
  },
});
