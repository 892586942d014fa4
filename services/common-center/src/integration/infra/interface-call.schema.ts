import type { InterfaceCaller } from '#libs/contracts/common-center/integration/integration-api';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Mode } from '../domain/interface-document.js';

export type CallOutcome = 'answered' | 'refused' | 'failed';

/** One call of an interface, with payloads that were masked before they came here. */
export interface InterfaceCallRow {
  id: string;
  interfaceId: string;
  operation: string;
  /** 0: the draft's. */
  number: number;
  mode: Mode;
  caller: InterfaceCaller;
  traceId: string;
  at: Date;
  tookMs: number;
  /** 0: nobody was asked. */
  attempts: number;
  /** HTTP; null: there was no answer. */
  status: number | null;
  outcome: CallOutcome;
  code: string | null;
  cached: boolean;
  /** null: it came to none. */
  request: unknown;
  answer: unknown;
}

export const InterfaceCallSchema = new EntitySchema<InterfaceCallRow>({
  name: 'interface_call',
  columns: {
    id: column.id(),
    interfaceId: column.ref(),
    operation: column.varchar(64),
    number: column.int(),
    mode: column.varchar(16),
    caller: column.varchar(16),
    traceId: column.varchar(32),
    at: column.time(),
    tookMs: column.int(),
    attempts: column.int(),
    status: column.nullable(column.int()),
    outcome: column.varchar(16),
    code: column.nullable(column.varchar(120)),
    cached: column.flag(),
    request: column.nullable(column.json()),
    answer: column.nullable(column.json()),
  },
  indices: [
    schemaIndex('interface_call', { columns: ['interfaceId', 'id'] }),
    schemaIndex('interface_call', { columns: ['interfaceId', 'operation', 'at', 'tookMs'] }),
    schemaIndex('interface_call', { columns: ['at'] }),
    schemaIndex('interface_call', { columns: ['traceId'] }),
  ],
});
