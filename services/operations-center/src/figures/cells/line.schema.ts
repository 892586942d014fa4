import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema, type EntityManager } from 'typeorm';
import type { Line } from '../journey/line.js';

/** A line as it lies in its table. */
export interface LineRow extends Omit<Line, 'at' | 'product'> {
  readonly contactId: string;
  readonly at: Date;
  /** '': none. */
  readonly product: string;
}

export const FigureLineSchema = new EntitySchema<LineRow>({
  name: 'figure_line',
  columns: {
    contactId: column.primary(column.ref()),
    kind: column.primary(column.varchar(16)),
    no: column.primary(column.int()),
    at: column.time(),
    queueId: column.nullable(column.ref()),
    agentId: column.nullable(column.varchar(64)),
    teamId: column.nullable(column.ref()),
    channel: column.varchar(16),
    product: column.varchar(64),
    isOffered: column.flag(),
    outcome: column.nullable(column.varchar(32)),
    isInTime: column.flag(),
    isHandled: column.flag(),
    phase: column.nullable(column.varchar(16)),
    waitingSince: column.nullable(column.bigint()),
    waitMs: column.nullable(column.bigint()),
    talkMs: column.bigint(),
    holdMs: column.bigint(),
    wrapMs: column.bigint(),
    assistMs: column.bigint(),
  },
  indices: [
    schemaIndex('figure_line', { columns: ['kind', 'at'] }),
    schemaIndex('figure_line', { columns: ['kind', 'queueId', 'at'] }),
    schemaIndex('figure_line', { columns: ['kind', 'agentId', 'at'] }),
    schemaIndex('figure_line', { columns: ['phase', 'kind', 'queueId', 'waitingSince'] }),
    schemaIndex('figure_line', { columns: ['phase', 'kind', 'channel', 'product', 'waitingSince'] }),
  ],
});

export function rowOf(contactId: string, line: Line): LineRow {
  return { ...line, contactId, at: new Date(line.at), product: line.product ?? '' };
}

export function lineOf({ contactId: _, at, product, ...row }: LineRow): Line {
  return { ...row, at: at.getTime(), product: product === '' ? null : product };
}

const KEY: readonly string[] = ['contactId', 'kind', 'no'];
const CONTENT = Object.keys(FigureLineSchema.options.columns).filter((name) => !KEY.includes(name));

/** Those that are there already become these. */
export function keepLines(tx: EntityManager, rows: readonly LineRow[]): Promise<void> {
  return addToRows(tx, FigureLineSchema, rows, { sums: [], latest: CONTENT as (keyof LineRow)[] });
}
