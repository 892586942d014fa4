import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { sealedJournalSchema } from '#libs/personal-data/sealed-journal';
import { EntitySchema } from 'typeorm';
import { AssistRequest, type AssistStatus } from '../domain/assist-request.aggregate.js';

export interface AssistRequestRow {
  id: string;
  version: number;
  updatedAt: Date;
  ticketId: string;
  teamId: string;
  helperId: string | null;
  question: string;
  holds: boolean;
  status: AssistStatus;
  askedBy: string;
  askedAt: Date;
  within: string | null;
  calendar: string | null;
  dueAt: Date | null;
  overdue: boolean;
  answer: string | null;
  endedBy: string | null;
  endedAt: Date | null;
}

export const AssistRequestSchema = new EntitySchema<AssistRequestRow>({
  name: 'AssistRequest',
  tableName: 'assist_request',
  target: AssistRequest,
  columns: {
    ...aggregateColumns,
    ticketId: column.ref(),
    teamId: column.varchar(64),
    helperId: column.nullable(column.varchar(64)),
    question: sealed(column.text()),
    holds: column.flag(),
    status: column.varchar(16),
    askedBy: column.varchar(64),
    askedAt: column.time(),
    within: column.nullable(column.varchar(32)),
    calendar: column.nullable(column.varchar(120)),
    dueAt: column.nullable(column.time()),
    overdue: column.flag(),
    answer: sealed(column.nullable(column.text())),
    endedBy: column.nullable(column.varchar(64)),
    endedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('assist_request', { columns: ['ticketId', 'id'] }),
    schemaIndex('assist_request', { columns: ['status', 'teamId', 'id'] }),
    schemaIndex('assist_request', { columns: ['status', 'helperId', 'id'] }),
  ],
});

export const AssistRequestJournalSchema = sealedJournalSchema('assist_request_journal');
