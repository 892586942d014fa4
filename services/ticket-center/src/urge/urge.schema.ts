import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import { namedTextSchema, namedTextVersionSchema } from '../named-text/named-text.api.js';

export const UrgePolicySchema = namedTextSchema('urge_policy');
export const UrgePolicyVersionSchema = namedTextVersionSchema('urge_policy_version');

/** That somebody asked to hurry, and what came of it. */
export interface UrgeRow {
  id: string;
  ticketId: string;
  at: Date;
  urgedBy: string;
  channel: string;
  note: string;
  /** `closed`: the ticket was solved before anybody answered. */
  state: 'open' | 'answered' | 'closed';
  /** How far up the chain it has got, from 1. */
  level: number;
  told: { readonly level: number; readonly people: readonly string[]; readonly at: string }[];
  /** By when the level is to answer; null: nobody is left to be told. */
  answerDueAt: Date | null;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: Date | null;
  /** What was promised in the answer. */
  doneBy: Date | null;
}

export const UrgeSchema = new EntitySchema<UrgeRow>({
  name: 'urge',
  columns: {
    id: column.id(),
    ticketId: column.ref(),
    at: column.time(),
    urgedBy: column.varchar(64),
    channel: column.varchar(16),
    note: sealed(column.text()),
    state: column.varchar(12),
    level: column.int(),
    told: column.json(),
    answerDueAt: column.nullable(column.time()),
    answer: sealed(column.nullable(column.text())),
    answeredBy: column.nullable(column.varchar(64)),
    answeredAt: column.nullable(column.time()),
    doneBy: column.nullable(column.time()),
  },
  indices: [schemaIndex('urge', { columns: ['ticketId', 'at'] })],
});

export const urgeEntities = [UrgePolicySchema, UrgePolicyVersionSchema, UrgeSchema];
