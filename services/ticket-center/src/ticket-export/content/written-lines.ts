import { BYTE_ORDER_MARK, csvLine, type Cell } from '#libs/web/csv';
import { FIELD_PREFIX, type LineView } from '../../ticket-view/viewed-tickets.api.js';
import { masked } from './masked.js';

export interface Layout {
  readonly format: 'csv' | 'jsonl';
  readonly columns: readonly string[];
  readonly byteOrderMark: boolean;
  readonly masked: boolean;
}

/** Lines as they stand in a file; the first piece begins with the names of the columns. */
export function written(lines: readonly LineView[], isFirst: boolean, layout: Layout): string {
  const { format, columns, byteOrderMark } = layout;
  const rows = lines.map((line) => columns.map((column) => cellOf(line, column, layout)));
  if (format === 'jsonl')
    return rows
      .map((row) => `${JSON.stringify(Object.fromEntries(row.map((cell, at) => [columns[at]!, cell])))}\n`)
      .join('');
  const heading = isFirst ? `${byteOrderMark ? BYTE_ORDER_MARK : ''}${csvLine(columns)}` : '';
  return heading + rows.map(csvLine).join('');
}

function cellOf(line: LineView, column: string, layout: Layout): Cell {
  const isField = column.startsWith(FIELD_PREFIX);
  const value: unknown = isField ? line.special[column.slice(FIELD_PREFIX.length)] : line[column as keyof LineView];
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return layout.masked && (isField || column === 'subject') ? masked(text) : text;
}
