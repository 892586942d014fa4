import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import { Supervision, type Report } from '../domain/supervision.aggregate.js';

export interface SupervisionRow {
  id: string;
  version: number;
  updatedAt: Date;
  ticketId: string;
  supervisorId: string;
  why: string;
  demanded: string;
  deadline: Date | null;
  reportEverySeconds: number | null;
  state: 'open' | 'lifted';
  openedAt: Date;
  reports: readonly Report[];
  reportDueAt: Date | null;
  missedReports: number;
  deadlineMissed: boolean;
  liftedAt: Date | null;
  conclusion: string | null;
}

export const SupervisionSchema = new EntitySchema<SupervisionRow>({
  name: 'Supervision',
  tableName: 'supervision',
  target: Supervision,
  columns: {
    ...aggregateColumns,
    ticketId: column.ref(),
    supervisorId: column.varchar(64),
    why: sealed(column.text()),
    demanded: sealed(column.text()),
    deadline: column.nullable(column.time()),
    reportEverySeconds: column.nullable(column.int()),
    state: column.varchar(8),
    openedAt: column.time(),
    reports: sealed(column.json()),
    reportDueAt: column.nullable(column.time()),
    missedReports: column.int(),
    deadlineMissed: column.flag(),
    liftedAt: column.nullable(column.time()),
    conclusion: sealed(column.nullable(column.text())),
  },
  indices: [
    schemaIndex('supervision', { columns: ['ticketId', 'state'] }),
    schemaIndex('supervision', { columns: ['state', 'id'] }),
    schemaIndex('supervision', { columns: ['supervisorId', 'id'] }),
  ],
});
