import { decodeCursor } from '#libs/kernel/page';
import { z } from 'zod';
import type { SqlPart } from '#libs/persistence/rows/within-circle';
import type { ConditionsSql } from '../condition/conditions-sql.js';
import type { TicketLineRow } from './ticket-line.schema.js';

/** Columns that lines are in order by; none of them is ever null. The most urgent is the lowest. */
const COLUMNS = {
  openedAt: 'openedAt',
  updatedAt: 'updatedAt',
  dueAt: 'dueAt',
  priority: 'priorityRank',
  status: 'status',
  urgedTimes: 'urgedTimes',
  number: 'number',
} as const;
const NUMBERS: readonly string[] = ['priorityRank', 'urgedTimes'];
const TIMES: readonly string[] = ['openedAt', 'updatedAt', 'dueAt'];

const SortKey = z.object({
  by: z.enum(Object.keys(COLUMNS) as [keyof typeof COLUMNS]),
  direction: z.enum(['asc', 'desc']).default('asc'),
});

/** Priority ascending: the most urgent first. What is equal is in the order of tickets, in the last direction. */
export const Sort = z
  .array(SortKey)
  .min(1)
  .max(3)
  .refine((keys) => new Set(keys.map(({ by }) => by)).size === keys.length, 'each once');
export type Sort = z.infer<typeof Sort>;

type Column = keyof TicketLineRow;

/** The order of a list, stable to the last line. */
export class LineOrder {
  readonly columns: readonly { readonly column: Column; readonly direction: 'asc' | 'desc' }[];

  constructor(sort: Sort) {
    const keys = sort.map(({ by, direction }) => ({ column: COLUMNS[by], direction }));
    this.columns = [...keys, { column: 'ticketId', direction: sort.at(-1)!.direction }];
  }

  get sql(): string {
    return this.columns.map(({ column, direction }) => `${column} ${direction.toUpperCase()}`).join(', ');
  }

  get names(): string {
    return this.columns.map(({ column }) => column).join(', ');
  }

  keyOf(line: TicketLineRow): string[] {
    return this.columns.map(({ column }) => {
      const value = line[column];
      return value instanceof Date ? value.toISOString() : String(value);
    });
  }

  /** Only what comes behind. @throws InvalidCursor */
  behind(cursor: string, sql: ConditionsSql): SqlPart {
    const key = decodeCursor(cursor, this.columns.length);
    const values = this.columns.map(({ column }, at) => sql.bound(column, parsed(column, key[at]!)));
    const alternatives = this.columns.map(({ column, direction }, at) => {
      const equal = this.columns.slice(0, at).map((each) => `${each.column} = ?`);
      return `(${[...equal, `${column} ${direction === 'asc' ? '>' : '<'} ?`].join(' AND ')})`;
    });
    const [{ column, direction }] = this.columns as [LineOrder['columns'][number]];
    // Says no more than the alternatives do, in words that an index is read from.
    const first = `${column} ${direction === 'asc' ? '>=' : '<='} ?`;
    const bound = this.columns.flatMap((_, at) => values.slice(0, at + 1));
    return { sql: `(${first} AND (${alternatives.join(' OR ')}))`, values: [values[0], ...bound] };
  }
}

function parsed(column: string, text: string): unknown {
  if (NUMBERS.includes(column)) return Number(text);
  return TIMES.includes(column) ? new Date(text) : text;
}
