import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** What a connector is asked to do, once whatever asked for it is committed. */
export interface AutomationCallRow {
  id: string;
  ticketId: string;
  connector: string;
  action: string;
  arguments: Readonly<Record<string, unknown>>;
  /** The rule, or who applied a macro. */
  orderedBy: string;
  state: 'requested' | 'succeeded' | 'failed';
  /** What the other side said; for a failure, its code. */
  result: unknown;
  requestedAt: Date;
}

export const AutomationCallSchema = new EntitySchema<AutomationCallRow>({
  name: 'automation_call',
  columns: {
    id: column.id(),
    ticketId: column.ref(),
    connector: column.varchar(64),
    action: column.varchar(120),
    arguments: sealed(column.json()),
    orderedBy: column.varchar(64),
    state: column.varchar(12),
    result: sealed(column.nullable(column.json())),
    requestedAt: column.time(),
  },
  indices: [schemaIndex('automation_call', { columns: ['ticketId', 'id'] })],
});
