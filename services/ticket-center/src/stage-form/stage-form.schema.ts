import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

/** What is asked of a ticket at a stage, by the form it was opened with; and what is special to its type. */
export interface StageForm {
  ticketId: string;
  stage: string;
  formName: string;
  formVersion: number;
  /** Null: not yet filled in. */
  answers: Record<string, unknown> | null;
  filledBy: string | null;
  filledAt: Date | null;
}

const MAX_STAGE = 60;

export const StageFormSchema = new EntitySchema<StageForm>({
  name: 'ticket_stage_form',
  columns: {
    ticketId: column.primary(column.ref()),
    stage: column.primary(column.varchar(MAX_STAGE)),
    formName: column.varchar(120),
    formVersion: column.int(),
    answers: sealed(column.nullable(column.json())),
    filledBy: column.nullable(column.varchar(64)),
    filledAt: column.nullable(column.time()),
  },
});

/** What tickets are found by, of the fields their forms have indexed. */
export interface TicketField {
  ticketId: string;
  stage: string;
  field: string;
  value: string;
}

export const MAX_FIELD_VALUE = 190;

export const TicketFieldSchema = new EntitySchema<TicketField>({
  name: 'ticket_field',
  columns: {
    ticketId: column.primary(column.ref()),
    stage: column.primary(column.varchar(MAX_STAGE)),
    field: column.primary(column.varchar(120)),
    value: column.varchar(MAX_FIELD_VALUE),
  },
  indices: [schemaIndex('ticket_field', { columns: ['field', 'value', 'ticketId'] })],
});
