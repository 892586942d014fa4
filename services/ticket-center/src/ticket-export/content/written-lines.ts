import { mask } from '#libs/personal-data/masking/mask';
import type { MaskingRules } from '#libs/personal-data/masking/masking-rules';
import { BYTE_ORDER_MARK, csvLine, type Cell } from '#libs/web/http/csv';
import { FIELD_PREFIX, type LineView } from '../../ticket-view/viewed-tickets.api.js';

export interface Layout {
  readonly format: 'csv' | 'jsonl';
  readonly columns: readonly string[];
  readonly byteOrderMark: boolean;
  readonly masked: boolean;
}

/** Lines as they stand in a file; the first piece begins with the names of the columns. @param rules of the tenant's masks */
export function written(lines: readonly LineView[], isFirst: boolean, layout: Layout, rules: MaskingRules): string {
  const { format, columns, byteOrderMark } = layout;
  const rows = lines.map((line) => columns.map((column) => cellOf(line, column, layout.masked ? rules : null)));
  if (format === 'jsonl')
    return rows
      .map((row) => `${JSON.stringify(Object.fromEntries(row.map((cell, at) => [columns[at]!, cell])))}\n`)
      .join('');
  const heading = isFirst ? `${byteOrderMark ? BYTE_ORDER_MARK : ''}${csvLine(columns)}` : '';
  return heading + rows.map(csvLine).join('');
}

/** What people have typed is their text, also where it is a number. @param rules null: nothing is masked */
function cellOf(line: LineView, column: string, rules: MaskingRules | null): Cell {
  const isField = column.startsWith(FIELD_PREFIX);
  const value: unknown = isField ? line.special[column.slice(FIELD_PREFIX.length)] : line[column as keyof LineView];
  if (value === undefined || value === null) return null;
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = rules && (isField || column === 'subject') ? mask('text', text, rules) : text;
  return isPlain && shown === text ? value : shown;
}
