import type { WholeLine } from '../line/line-of-ticket.js';
import { NEVER, type TicketLineRow } from '../line/ticket-line.schema.js';
import { kindOf } from './attribute.js';
import { isOfWhoLooks } from './checked-conditions.js';
import type { Condition, Conditions } from './condition.dto.js';
import { offsetOf, timeOf } from './moment.js';

/** Whether the conditions hold of a line; what depends on who looks is left out. */
export function holds({ all, any }: Conditions, line: WholeLine, now: Date): boolean {
  if (!all.every((condition) => isOfWhoLooks(condition) || isSo(condition, line, now))) return false;
  return any.length === 0 || any.some((condition) => isSo(condition, line, now));
}

/** Whether they hold now, or come to by time alone. */
export function mayHold({ all }: Conditions, line: WholeLine, now: Date): boolean {
  return all.every((condition) => isOfWhoLooks(condition) || isRelative(condition) || isSo(condition, line, now));
}

/** Whether it comes to hold, or ceases to, by time alone. */
export function isRelative(condition: Condition): boolean {
  return 'at' in condition && typeof condition.at !== 'string';
}

/** When the first of its relative conditions turns after now; null: none will. */
export function turnsAt({ all, any }: Conditions, line: WholeLine, now: Date): Date | null {
  const times = [...all, ...any].flatMap((condition) => turnOf(condition, line) ?? []);
  const next = Math.min(...times.filter((time) => time > now.getTime()));
  return Number.isFinite(next) ? new Date(next) : null;
}

/** The first millisecond at which it is not as it was before. */
function turnOf(condition: Condition, { row }: WholeLine): number | undefined {
  if (!('at' in condition)) return undefined;
  const [offset, value] = [offsetOf(condition.at), timeIn(row, condition.attribute)];
  return offset === undefined || value === null ? undefined : value - offset + 1;
}

function isSo(condition: Condition, line: WholeLine, now: Date): boolean {
  const { attribute } = condition;
  switch (condition.op) {
    case 'is':
      return isAmong(attribute, condition.values, line);
    case 'is-not':
      return !isAmong(attribute, condition.values, line);
    case 'is-set':
      return valueIn(line.row, attribute) !== null;
    case 'is-not-set':
      return valueIn(line.row, attribute) === null;
    case 'at-least':
      return valueIn(line.row, attribute) !== null && Number(valueIn(line.row, attribute)) >= condition.value;
    case 'at-most':
      return valueIn(line.row, attribute) !== null && Number(valueIn(line.row, attribute)) <= condition.value;
    case 'before': {
      const value = timeIn(line.row, attribute);
      return value !== null && value < timeOf(condition.at, now);
    }
    case 'since': {
      const value = timeIn(line.row, attribute);
      return value !== null && value >= timeOf(condition.at, now);
    }
  }
}

function isAmong(attribute: string, values: readonly unknown[], { row, values: several }: WholeLine): boolean {
  if (kindOf(attribute) !== 'many') return values.includes(valueIn(row, attribute));
  return several.some((each) => each.attribute === attribute && values.includes(each.value));
}

function valueIn(row: TicketLineRow, attribute: string): unknown {
  const value = row[attribute as keyof TicketLineRow];
  return value instanceof Date && value.getTime() === NEVER.getTime() ? null : value;
}

function timeIn(row: TicketLineRow, attribute: string): number | null {
  return (valueIn(row, attribute) as Date | null)?.getTime() ?? null;
}
