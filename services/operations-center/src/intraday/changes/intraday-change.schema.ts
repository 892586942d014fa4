import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { IntradayChange } from './intraday-change.js';

/** What was done about a day. */
export interface AppliedChange {
  id: string;
  planningGroupId: string;
  /** Of group and change: what is asked for again is the same. */
  digest: string;
  kind: IntradayChange['kind'];
  change: IntradayChange;
  /** begun: some of it may be done in call-center. */
  status: 'begun' | 'done';
  appliedBy: string;
  appliedAt: Date;
}

export const AppliedChangeSchema = new EntitySchema<AppliedChange>({
  name: 'intraday_change',
  columns: {
    id: column.id(),
    planningGroupId: column.ref(),
    digest: column.varchar(64),
    kind: column.varchar(24),
    change: column.json(),
    status: column.varchar(8),
    appliedBy: column.varchar(64),
    appliedAt: column.time(),
  },
  indices: [
    schemaIndex('intraday_change', { columns: ['digest'], unique: true }),
    schemaIndex('intraday_change', { columns: ['planningGroupId', 'id'] }),
  ],
});
