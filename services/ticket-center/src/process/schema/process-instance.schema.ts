import type { InstanceState, Snapshot } from '#libs/process-engine/snapshot';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';

export interface ProcessInstanceRow {
  id: string;
  definitionId: string;
  version: number;
  businessKey: string | null;
  /** The instance whose call activity started this one, and its wait. */
  parentInstance: string | null;
  parentWait: number | null;
  /** The topmost of its parents; itself when it has none. */
  rootInstance: string;
  state: InstanceState;
  /** What the business calls the state, as the last node that says so put it. */
  status: string | null;
  /** Number of the last record. */
  seq: number;
  snapshot: Snapshot;
  startedAt: Date;
  endedAt: Date | null;
  /** When it was added to the statistics, which is once, after it ended. What is not counted yet must keep its records. */
  countedAt: Date | null;
}

export const LIVE: readonly InstanceState[] = ['active', 'suspended'];
export const ENDED: readonly InstanceState[] = ['completed', 'failed', 'cancelled'];

export const ProcessInstanceSchema = new EntitySchema<ProcessInstanceRow>({
  name: 'process_instance',
  columns: {
    id: column.id(),
    definitionId: column.varchar(255),
    version: column.int(),
    businessKey: column.nullable(column.varchar(255)),
    parentInstance: column.nullable(column.ref()),
    parentWait: column.nullable(column.int()),
    rootInstance: column.ref(),
    state: column.varchar(16),
    status: column.nullable(column.varchar(120)),
    seq: column.int(),
    snapshot: sealed(column.json()),
    startedAt: column.time(),
    endedAt: column.nullable(column.time()),
    countedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('process_instance', { columns: ['definitionId', 'version', 'state'] }),
    schemaIndex('process_instance', { columns: ['businessKey'] }),
    schemaIndex('process_instance', { columns: ['rootInstance'] }),
    schemaIndex('process_instance', { columns: ['state', 'endedAt'] }),
    schemaIndex('process_instance', { columns: ['countedAt', 'state', 'definitionId', 'version'] }),
    schemaIndex('process_instance', { columns: ['startedAt', 'definitionId'] }),
  ],
});
