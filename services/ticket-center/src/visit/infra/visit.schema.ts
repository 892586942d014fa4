import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { sealedJournalSchema } from '#libs/personal-data/sealed-journal';
import { EntitySchema } from 'typeorm';
import type { EngineerFit } from '../domain/dispatch.js';
import { Visit, type Signature } from '../domain/visit.aggregate.js';
import type { Decline, Handover } from '../domain/visit-assignment.js';
import type { CoarsePlace, PartQuantity, VisitOutcome } from '../domain/visit.events.js';
import type { VisitStatus } from '../domain/visit-status.js';

export interface VisitRow {
  id: string;
  version: number;
  updatedAt: Date;
  ticketId: string;
  customerId: string;
  status: VisitStatus;
  engineerId: string | null;
  area: string | null;
  skills: string[];
  plannedOn: string | null;
  proposal: EngineerFit[];
  declines: Decline[];
  handovers: Handover[];
  appointedFor: Date | null;
  appointedUntil: Date | null;
  wakeAt: Date | null;
  missed: number;
  noShows: number;
  arrivedAt: Date | null;
  place: CoarsePlace | null;
  partsUsed: PartQuantity[];
  partsOrdered: PartQuantity[];
  code: { sha256: string; triesLeft: number } | null;
  signature: Signature | null;
  outcome: VisitOutcome | null;
  reason: string | null;
  report: string | null;
}

/** Visits of before these were kept have none. */
const list = { ...column.nullable(column.json()), transformer: orWhereMissing([]) };
const count = { ...column.nullable(column.int()), transformer: orWhereMissing(0) };

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
    area: column.nullable(column.varchar(64)),
    skills: list,
    plannedOn: column.nullable(column.varchar(10)),
    proposal: list,
    declines: sealed(list),
    handovers: sealed(list),
    appointedFor: column.nullable(column.time()),
    appointedUntil: column.nullable(column.time()),
    wakeAt: column.nullable(column.time()),
    missed: count,
    noShows: count,
    arrivedAt: column.nullable(column.time()),
    place: sealed(column.nullable(column.json())),
    partsUsed: list,
    partsOrdered: list,
    code: column.nullable(column.json()),
    signature: sealed(column.nullable(column.json())),
    outcome: column.nullable(column.varchar(16)),
    reason: column.nullable(column.varchar(64)),
    report: sealed(column.nullable(column.text())),
  },
  indices: [
    schemaIndex('visit', { columns: ['ticketId'] }),
    schemaIndex('visit', { columns: ['customerId', 'id'] }),
    schemaIndex('visit', { columns: ['status', 'engineerId', 'id'] }),
    schemaIndex('visit', { columns: ['wakeAt'] }),
  ],
});

export const VisitJournalSchema = sealedJournalSchema('visit_journal');

export interface EngineerDayRow {
  engineerId: string;
  day: string;
  planned: number;
}

export const EngineerDaySchema = new EntitySchema<EngineerDayRow>({
  name: 'engineer_day',
  columns: {
    engineerId: column.primary(column.varchar(64)),
    day: column.primary(column.varchar(10)),
    planned: column.int(),
  },
});

function orWhereMissing(missing: unknown) {
  return { to: (value: unknown) => value, from: (read: unknown) => read ?? missing };
}
