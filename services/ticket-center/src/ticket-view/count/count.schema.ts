import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Conditions } from '../condition/condition.dto.js';

/** Conditions that are counted, once for all views that have them. */
export interface CountRow {
  id: string;
  /** Of the conditions: views with the same share it. */
  fingerprint: string;
  conditions: Conditions;
  /** How many views have it; with none it is removed. */
  views: number;
  live: boolean;
  /** Until it is live: lines up to this ticket are counted. */
  filledTo: string;
}

export const CountSchema = new EntitySchema<CountRow>({
  name: 'ticket_count',
  columns: {
    id: column.id(),
    fingerprint: column.varchar(64),
    conditions: column.json(),
    views: column.int(),
    live: column.flag(),
    filledTo: column.varchar(36),
  },
  indices: [
    schemaIndex('ticket_count', { columns: ['fingerprint'], unique: true }),
    schemaIndex('ticket_count', { columns: ['live'] }),
  ],
});

/** How many lines the conditions hold of; where they ask who looks, for each person and each team. */
export interface CountValueRow {
  countId: string;
  /** Empty: nobody's; {@link ANYONE}: they do not ask. */
  person: string;
  team: string;
  tickets: number;
}

export const ANYONE = '*';

export const CountValueSchema = new EntitySchema<CountValueRow>({
  name: 'ticket_count_value',
  columns: {
    countId: column.primary(column.ref()),
    person: column.primary(column.varchar(64)),
    team: column.primary(column.varchar(64)),
    tickets: column.int(),
  },
});

/** Of conditions that turn by time alone: a line that they hold of, or will. */
export interface CountMemberRow {
  countId: string;
  ticketId: string;
  person: string;
  team: string;
  counted: boolean;
  /** When that is another thing; null: never by itself. */
  turnsAt: Date | null;
}

export const CountMemberSchema = new EntitySchema<CountMemberRow>({
  name: 'ticket_count_member',
  columns: {
    countId: column.primary(column.ref()),
    ticketId: column.primary(column.ref()),
    person: column.varchar(64),
    team: column.varchar(64),
    counted: column.flag(),
    turnsAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('ticket_count_member', { columns: ['turnsAt'] }),
    schemaIndex('ticket_count_member', { columns: ['ticketId'] }),
  ],
});
