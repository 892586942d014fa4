import { column, schemaIndex } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import type { TicketScore } from './ticket-score.js';

/** The quality check of a closed ticket, as it was made once. */
export interface TicketQualityCheck {
  id: string;
  ticketId: string;
  ticketNumber: string;
  assigneeId: string | null;
  formVersion: number;
  result: TicketScore;
  passed: boolean;
  urgedTimes: number;
  checkedAt: Date;
}

export const TicketQualityCheckSchema = new EntitySchema<TicketQualityCheck>({
  name: 'ticket_quality_check',
  columns: {
    id: column.id(),
    ticketId: column.ref(),
    ticketNumber: column.varchar(32),
    assigneeId: column.nullable(column.varchar(64)),
    formVersion: column.int(),
    result: column.json(),
    passed: column.flag(),
    urgedTimes: column.int(),
    checkedAt: column.time(),
  },
  indices: [
    schemaIndex('ticket_quality_check', { columns: ['ticketId'], unique: true }),
    schemaIndex('ticket_quality_check', { columns: ['passed', 'id'] }),
  ],
});
