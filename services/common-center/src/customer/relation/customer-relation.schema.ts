import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** `toId` is the `kind` of `fromId`; the other way round is a row of its own. */
export interface CustomerRelationRow {
  fromId: string;
  toId: string;
  kind: string;
}

export const CustomerRelationSchema = new EntitySchema<CustomerRelationRow>({
  name: 'customer_relation',
  columns: {
    fromId: column.primary(column.ref()),
    toId: column.primary(column.ref()),
    kind: column.primary(column.varchar(40)),
  },
  indices: [schemaIndex('customer_relation', { columns: ['toId'] })],
});
