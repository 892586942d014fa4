import { column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { TALLIED, type Tally } from '../formulas/tally.js';
import type { LineKind } from '../journey/line.js';

/** `now` has what stands now; the others what began in the quarter of an hour, or in the tenant's day. */
export type CellLevel = 'now' | 'quarter' | 'day';

/** Whose figures: a queue; a channel and a product (''), an agent and their team (''). */
export interface CellKey {
  readonly level: CellLevel;
  readonly start: Date;
  readonly kind: LineKind;
  readonly id: string;
  readonly part: string;
  /** Contacts are spread over some rows, so that those who write at the same time seldom wait for each other. */
  readonly shard: number;
}

/** Sums that are changed by differences. */
export interface Cell extends CellKey, Tally {
  readonly longestWaitMs: number;
}

export const FigureCellSchema = new EntitySchema<Cell>({
  name: 'figure_cell',
  columns: {
    level: column.primary(column.varchar(8)),
    start: column.primary(column.time()),
    kind: column.primary(column.varchar(16)),
    id: column.primary(column.varchar(64)),
    part: column.primary(column.varchar(64)),
    shard: column.primary(column.int()),
    ...(Object.fromEntries(TALLIED.map((name) => [name, column.bigint()])) as Record<
      keyof Tally,
      ReturnType<typeof column.bigint>
    >),
    longestWaitMs: column.bigint(),
  },
});

/** The time an agent was in a state, of what is over. */
export interface TimeCell {
  readonly level: 'quarter' | 'day';
  readonly start: Date;
  readonly agentId: string;
  /** '': none. */
  readonly teamId: string;
  readonly state: string;
  readonly ms: number;
}

export const FigureTimeSchema = new EntitySchema<TimeCell>({
  name: 'figure_time',
  columns: {
    level: column.primary(column.varchar(8)),
    start: column.primary(column.time()),
    agentId: column.primary(column.varchar(64)),
    teamId: column.primary(column.varchar(36)),
    state: column.primary(column.varchar(32)),
    ms: column.bigint(),
  },
});
