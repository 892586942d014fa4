import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A kind of ticket as a tenant defines it. */
export interface TicketType {
  code: string;
  name: string;
  /** Whether the customer is asked afterwards, before the ticket may close. */
  returnVisit: boolean;
  /** Id of the process that runs its tickets; null: people say how they go on. */
  process: string | null;
  /** Where in the tree its tickets are, or above that; null: anywhere. */
  categoryId: string | null;
  /** What is asked, by stage: the name of a form. */
  stages: Record<string, string>;
  /** Whether its tickets may be closed while they are supervised; null: they may not. */
  closesSupervised: boolean | null;
  /** How long after it was solved a ticket may be reopened, ISO 8601; null: until it is closed. */
  reopenWithin: string | null;
  /** In whose open time; null: all time counts. */
  reopenCalendar: string | null;
  version: number;
}

/** Types of before there were stages have none. */
const stages = {
  ...column.json(),
  transformer: { to: (value: unknown) => value, from: (read: unknown) => read ?? {} },
};

export const TicketTypeSchema = new EntitySchema<TicketType>({
  name: 'ticket_type',
  columns: {
    code: column.primary(column.varchar(64)),
    name: column.varchar(120),
    returnVisit: column.flag(),
    process: column.nullable(column.varchar(255)),
    categoryId: column.nullable(column.ref()),
    stages: column.nullable(stages),
    closesSupervised: column.nullable(column.flag()),
    reopenWithin: column.nullable(column.varchar(32)),
    reopenCalendar: column.nullable(column.varchar(120)),
    version: column.int(),
  },
});
