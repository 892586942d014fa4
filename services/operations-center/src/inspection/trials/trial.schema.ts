import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { RuleSetContent } from '../rule-sets/rule.dto.js';
import type { TrialResult } from './compared.js';

/** A draft tried on what was inspected in a time, beside what is live. */
export interface TrialRow {
  id: string;
  ruleSetId: string;
  draftNo: number;
  draft: RuleSetContent;
  /** By what it is compared; null: nothing is live. */
  liveNo: number | null;
  fromAt: Date;
  toAt: Date;
  /** Failed: nobody comes to an end with the next piece of it. */
  state: 'running' | 'ended' | 'cancelled' | 'failed';
  total: number;
  done: number;
  /** The last that was judged: the time of its inspection and its id. */
  cursorAt: Date | null;
  cursorId: string | null;
  result: TrialResult;
  /** How often the next piece was begun and not saved; null: never. */
  attempts: number | null;
  /** Null: there is nothing to do any more. */
  dueAt: Date | null;
  createdBy: string;
  createdAt: Date;
  endedAt: Date | null;
}

export const TrialSchema = new EntitySchema<TrialRow>({
  name: 'inspection_trial',
  columns: {
    id: column.id(),
    ruleSetId: column.ref(),
    draftNo: column.int(),
    draft: column.json(),
    liveNo: column.nullable(column.int()),
    fromAt: column.time(),
    toAt: column.time(),
    state: column.varchar(16),
    total: column.int(),
    done: column.int(),
    cursorAt: column.nullable(column.time()),
    cursorId: column.nullable(column.ref()),
    result: column.json(),
    attempts: column.nullable(column.int()),
    dueAt: column.nullable(column.time()),
    createdBy: column.varchar(64),
    createdAt: column.time(),
    endedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('inspection_trial', { columns: ['dueAt'] }),
    schemaIndex('inspection_trial', { columns: ['ruleSetId', 'id'] }),
  ],
});
