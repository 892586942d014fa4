import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import {
  USUAL_CLIENT_ROWS_PER_DAY,
  USUAL_OPENS_PER_HOUR,
  USUAL_READS_PER_DAY,
  USUAL_ROWS_PER_DAY,
  type Oddity,
  type UsualAccess,
} from './domain/access-pattern.js';

export interface RevealRow {
  id: string;
  accountId: string;
  at: Date;
  recordId: string;
  /** Of a list, in rows from before those were summed up; null: one value of one record. */
  rows: number | null;
}

const revealColumns = {
  id: column.id(),
  accountId: column.varchar(64),
  at: column.time(),
  recordId: column.varchar(120),
  rows: column.nullable(column.int()),
};

/** Looks of the last day; who saw what and why is in the audit trail. */
export const RevealSchema = new EntitySchema<RevealRow>({
  name: 'reveal',
  columns: revealColumns,
  indices: [schemaIndex('reveal', { columns: ['accountId', 'at'] }), schemaIndex('reveal', { columns: ['at'] })],
});

interface AccessHourRow {
  accountId: string;
  /** Its beginning. */
  hour: Date;
  looks: number;
  /** Records that were shown in the clear. */
  rows: number;
}

/** Records that a person opened or was shown in lists, each once an hour: texts count as well. */
interface ReadHourRow {
  accountId: string;
  /** Its beginning. */
  hour: Date;
  opens: number;
  reads: number;
}

export const ReadHourSchema = new EntitySchema<ReadHourRow>({
  name: 'read_hour',
  columns: {
    accountId: column.primary(column.varchar(64)),
    hour: column.primary(column.time()),
    opens: column.int(),
    reads: column.int(),
  },
  indices: [schemaIndex('read_hour', { columns: ['hour'] })],
});

/** Who was shown which record in the clear, once an hour. */
export interface RecordSightRow {
  id: string;
  accountId: string;
  recordId: string;
  hour: Date;
  /** The route, or the kind of file. */
  way: string;
  /** One by one, and not as a row of a list. */
  single: boolean;
}

export const RecordSightSchema = new EntitySchema<RecordSightRow>({
  name: 'record_sight',
  columns: {
    id: column.id(),
    accountId: column.varchar(64),
    recordId: column.varchar(64),
    hour: column.time(),
    way: column.varchar(120),
    single: column.flag(),
  },
  indices: [
    schemaIndex('record_sight', { columns: ['accountId', 'hour', 'recordId', 'single'], unique: true }),
    schemaIndex('record_sight', { columns: ['recordId', 'id'] }),
    schemaIndex('record_sight', { columns: ['accountId', 'id'] }),
    schemaIndex('record_sight', { columns: ['hour'] }),
  ],
});

/** What each account looked at, summed up by the hour. */
export const AccessHourSchema = new EntitySchema<AccessHourRow>({
  name: 'access_hour',
  columns: {
    accountId: column.primary(column.varchar(64)),
    hour: column.primary(column.time()),
    looks: column.int(),
    rows: column.int(),
  },
  indices: [schemaIndex('access_hour', { columns: ['hour'] })],
});

const revealAlarmColumns = {
  accountId: column.primary(column.varchar(64)),
  oddity: column.primary(column.varchar(16)),
  window: column.primary(column.time()),
  count: column.int(),
  /** How often it was found; null: before that was counted. */
  told: column.nullable(column.int()),
};

interface RevealAlarmRow {
  accountId: string;
  oddity: Oddity;
  window: Date;
  count: number;
  told: number | null;
}

/** What people were told already. */
export const RevealAlarmSchema = new EntitySchema<RevealAlarmRow>({
  name: 'reveal_alarm',
  columns: revealAlarmColumns,
});

export interface RevealBlockRow {
  accountId: string;
  reason: string;
  blockedBy: string;
  at: Date;
}

const revealBlockColumns = {
  accountId: column.primary(column.varchar(64)),
  reason: column.varchar(500),
  blockedBy: column.varchar(120),
  at: column.time(),
};

export const RevealBlockSchema = new EntitySchema<RevealBlockRow>({
  name: 'reveal_block',
  columns: revealBlockColumns,
});

export interface RevealPolicyRow extends UsualAccess {
  id: string;
  version: number;
  /** Accounts. */
  alarmTo: readonly string[];
  /** Whoever does what is odd is stopped at once. */
  blocksAtOnce: readonly Oddity[];
}

/** Policies of before there was such a limit have the usual one. */
const orUsual = (usual: number) => ({ to: (value: unknown) => value, from: (read: number | null) => read ?? usual });

const revealPolicyColumns = {
  id: column.id(),
  version: column.int(),
  perHour: column.int(),
  recordsPerDay: column.int(),
  timesTheirAverage: column.int(),
  rowsPerDay: { ...column.nullable(column.int()), transformer: orUsual(USUAL_ROWS_PER_DAY) },
  clientRowsPerDay: { ...column.nullable(column.int()), transformer: orUsual(USUAL_CLIENT_ROWS_PER_DAY) },
  opensPerHour: { ...column.nullable(column.int()), transformer: orUsual(USUAL_OPENS_PER_HOUR) },
  readsPerDay: { ...column.nullable(column.int()), transformer: orUsual(USUAL_READS_PER_DAY) },
  alarmTo: column.json(),
  blocksAtOnce: column.json(),
};

export const RevealPolicySchema = new EntitySchema<RevealPolicyRow>({
  name: 'reveal_policy',
  columns: revealPolicyColumns,
});
