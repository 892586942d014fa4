import { journalSchema } from '#libs/persistence/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import { Visit, type VisitStatus } from '../domain/visit.aggregate.js';

export interface VisitRow {
  id: string;
  version: number;
  updatedAt: Date;
  ticketId: string;
  customerId: string;
  status: VisitStatus;
  engineerId: string | null;
  appointedFor: Date | null;
  outcome: 'fixed' | 'not-fixed' | null;
  report: string | null;
}

export const VisitSchema = new EntitySchema<VisitRow>({
  name: 'Visit',
  tableName: 'visit',
  target: Visit,
  columns: {
    ...aggregateColumns,
    ticketId: column.ref(),
    customerId: column.ref(),
    status: column.varchar(16),
    engineerId: column.nullable(column.varchar(64)),
    appointedFor: column.nullable(column.time()),
    outcome: column.nullable(column.varchar(16)),
    report: column.nullable(column.text()),
  },
  indices: [
    schemaIndex('visit', { columns: ['ticketId'] }),
    schemaIndex('visit', { columns: ['status', 'engineerId', 'id'] }),
  ],
});

export const VisitJournalSchema = journalSchema('visit_journal');
