import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export interface ChecklistPoint {
  readonly id: string;
  readonly text: string;
  /** A ticket is not solved before it is done. */
  readonly required: boolean;
}

/** What is to be done for every ticket of a type. */
export interface ChecklistTemplate {
  ticketType: string;
  items: readonly ChecklistPoint[];
  version: number;
}

export const ChecklistTemplateSchema = new EntitySchema<ChecklistTemplate>({
  name: 'checklist_template',
  columns: { ticketType: column.primary(column.varchar(64)), items: column.json(), version: column.int() },
});

/** What is to be done for one ticket: as the template was when it was opened, and what people have added. */
export interface ChecklistItem {
  ticketId: string;
  itemId: string;
  position: number;
  text: string;
  required: boolean;
  done: boolean;
  /** Who ticked it, or took the tick away, last. */
  changedBy: string | null;
  changedAt: Date | null;
}

export const ChecklistItemSchema = new EntitySchema<ChecklistItem>({
  name: 'ticket_checklist_item',
  columns: {
    ticketId: column.primary(column.ref()),
    itemId: column.primary(column.ref()),
    position: column.int(),
    text: column.varchar(300),
    required: column.flag(),
    done: column.flag(),
    changedBy: column.nullable(column.varchar(64)),
    changedAt: column.nullable(column.time()),
  },
});
