import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { EntitySchema } from 'typeorm';
import type { FlowProblem } from '../domain/check/flow-problem.js';
import type { FlowDocument } from '../domain/flow/flow-document.js';
import { IvrFlow } from '../domain/ivr-flow.aggregate.js';

export interface IvrFlowRow {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  draft: FlowDocument;
  problems: FlowProblem[];
  savedBy: string;
  latest: number;
  live: number | null;
}

export const IvrFlowSchema = new EntitySchema<IvrFlowRow>({
  name: 'IvrFlow',
  tableName: 'ivr_flow',
  target: IvrFlow,
  columns: {
    ...aggregateColumns,
    name: column.varchar(120),
    draft: column.json(),
    problems: column.json(),
    savedBy: column.varchar(64),
    latest: column.int(),
    live: column.nullable(column.int()),
  },
});

export const IvrFlowJournalSchema = journalSchema('ivr_flow_journal');

/** A published version: nothing of it ever changes. */
export interface IvrFlowVersionRow {
  flowId: string;
  /** From 1, without gaps. */
  number: number;
  document: FlowDocument;
  publishedBy: string;
  publishedAt: Date;
  note: string;
}

export const IvrFlowVersionSchema = new EntitySchema<IvrFlowVersionRow>({
  name: 'ivr_flow_version',
  columns: {
    flowId: column.primary(column.ref()),
    number: column.primary(column.int()),
    document: column.json(),
    publishedBy: column.varchar(64),
    publishedAt: column.time(),
    note: column.varchar(2_000),
  },
});

/** A dialled number or an address on a channel, and the flow that answers there. */
export interface IvrEntryPoint {
  address: string;
  flowId: string;
}

export const IvrEntryPointSchema = new EntitySchema<IvrEntryPoint>({
  name: 'ivr_entry_point',
  columns: { address: column.primary(column.varchar(120)), flowId: column.ref() },
  indices: [schemaIndex('ivr_entry_point', { columns: ['flowId'] })],
});

/** What a connector leads to in place of a system of its own: its actions are an interface's operations, or diagnoses. */
export type Reaches =
  | {
      readonly kind: 'interface';
      readonly code: string;
      /** null: the one that is live. */ readonly version: number | null;
    }
  | { readonly kind: 'diagnoses' };

/** A system outside that flows call. */
export interface IvrConnector {
  name: string;
  /** null: flows may name it, and go the way they have for when it cannot be reached. */
  baseUrl: string | null;
  /** null: a system at the base address. */
  reaches: Reaches | null;
  timeoutMs: number;
}

export const IvrConnectorSchema = new EntitySchema<IvrConnector>({
  name: 'ivr_connector',
  columns: {
    name: column.primary(column.varchar(64)),
    baseUrl: column.nullable(column.varchar(500)),
    reaches: column.nullable(column.json()),
    timeoutMs: column.int(),
  },
});
