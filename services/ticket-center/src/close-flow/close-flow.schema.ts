import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** One of the ways a ticket comes to its end. */
export interface CloseFlow {
  code: string;
  name: string;
  /** What whoever closes is asked; null: nothing. */
  form: string | null;
  /** FEEL over the answers: how the ticket says it was solved. */
  solution: string;
  /** Whether the customer is asked afterwards. */
  returnVisit: 'as-type' | 'always' | 'never';
  /** At once, where nobody is to be asked; else it stays solved for as long as the customer may object. */
  closes: boolean;
  /** Codes; none: every type. */
  ticketTypes: string[];
  active: boolean;
  version: number;
}

export const CloseFlowSchema = new EntitySchema<CloseFlow>({
  name: 'close_flow',
  columns: {
    code: column.primary(column.varchar(64)),
    name: column.varchar(120),
    form: column.nullable(column.varchar(120)),
    solution: column.varchar(2_000),
    returnVisit: column.varchar(16),
    closes: column.flag(),
    ticketTypes: column.json(),
    active: column.flag(),
    version: column.int(),
  },
});
