import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { Outcome } from './outcome.js';

const time = () => column.nullable(column.bigint());

/** Times are ms since the epoch, so that databases can take one from the other alike. */
export const OutcomeSchema = new EntitySchema<Outcome>({
  name: 'outcome',
  columns: {
    ...{ id: column.id(), kind: column.varchar(8), channel: column.nullable(column.varchar(16)) },
    direction: column.nullable(column.varchar(8)),
    ...{ openedAt: time(), queuedAt: time(), askedAt: time(), repliedAt: time(), endedAt: time() },
    ...{ sessionFrom: time(), sessionTo: time(), solvedAt: time(), reopenedAt: time(), mergedAt: time() },
    ...{ conversationId: column.nullable(column.ref()), countsAs: column.nullable(column.ref()) },
    ...{ customerId: column.nullable(column.ref()), customerAt: time() },
    ...{ agentId: column.nullable(column.varchar(64)), agentAt: time() },
    ...{ teamId: column.nullable(column.varchar(64)), teamAt: time() },
    ...{ topic: column.nullable(column.varchar(64)), topicAt: time() },
    ...{ score: column.nullable(column.int()), scoredAt: time() },
  },
  indices: [
    schemaIndex('outcome', { columns: ['openedAt'] }),
    schemaIndex('outcome', { columns: ['agentId', 'openedAt'] }),
    schemaIndex('outcome', { columns: ['customerId', 'openedAt'] }),
    schemaIndex('outcome', { columns: ['countsAs', 'openedAt'] }),
    schemaIndex('outcome', { columns: ['conversationId'] }),
  ],
});

/** Since when somebody has had an account, where that was told. */
export interface OutcomePerson {
  id: string;
  since: number;
}

export const OutcomePersonSchema = new EntitySchema<OutcomePerson>({
  name: 'outcome_person',
  columns: { id: column.primary(column.varchar(64)), since: column.bigint() },
});
