import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { EntitySchema } from 'typeorm';
import type { InterfaceDocument, Mode } from '../domain/interface-document.js';
import type { InterfaceProblem } from '../domain/interface-problem.js';
import { OutsideInterface } from '../domain/outside-interface.aggregate.js';

/** An interface as it lies in its table, for queries. */
export interface OutsideInterfaceRow {
  id: string;
  version: number;
  updatedAt: Date;
  code: string;
  name: string;
  draft: InterfaceDocument;
  problems: InterfaceProblem[];
  savedBy: string;
  latest: number;
  live: number | null;
  mode: Mode;
}

export const OutsideInterfaceSchema = new EntitySchema<OutsideInterfaceRow>({
  name: 'OutsideInterface',
  tableName: 'outside_interface',
  target: OutsideInterface,
  columns: {
    ...aggregateColumns,
    code: column.varchar(64),
    name: column.varchar(120),
    draft: column.json(),
    problems: column.json(),
    savedBy: column.varchar(64),
    latest: column.int(),
    live: column.nullable(column.int()),
    mode: column.varchar(16),
  },
  indices: [schemaIndex('outside_interface', { columns: ['code'], unique: true })],
});

export const OutsideInterfaceJournalSchema = journalSchema('outside_interface_journal');

/** A published version: nothing of it ever changes. */
export interface InterfaceVersionRow {
  interfaceId: string;
  /** From 1, without gaps. */
  number: number;
  document: InterfaceDocument;
  publishedBy: string;
  publishedAt: Date;
  note: string;
}

export const InterfaceVersionSchema = new EntitySchema<InterfaceVersionRow>({
  name: 'outside_interface_version',
  columns: {
    interfaceId: column.primary(column.ref()),
    number: column.primary(column.int()),
    document: column.json(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
    note: column.varchar(2_000),
  },
});
