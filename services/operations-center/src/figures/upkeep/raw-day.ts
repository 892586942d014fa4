import { Between, FindOperator, LessThan, MoreThan, MoreThanOrEqual, type EntityManager } from 'typeorm';
import type { Interval } from '../calendar/intervals.js';
import type { LocalDays } from '../calendar/local-days.js';
import type { Cell, TimeCell } from '../cells/cell.schema.js';
import { cellsOf } from '../cells/contributions.js';
import { rowOf, type LineRow } from '../cells/line.schema.js';
import { timeCells } from '../facts/agent-facts.js';
import {
  FigureAgentSchema,
  FigureAgentStateSchema,
  FigureContactSchema,
  type FigureAgentState,
} from '../facts/fact.schema.js';
import { linesOf } from '../journey/line.js';
import { summed, summedTimes } from './day-cells.js';

const AT_ONCE = 500;

/** What a day's figures are when they are made from the facts alone. */
export interface RawDay {
  readonly contacts: number;
  readonly lines: readonly LineRow[];
  /** By quarters of an hour. */
  readonly cells: readonly Cell[];
  readonly times: readonly TimeCell[];
}

export async function rawDay(tx: EntityManager, day: Interval, days: LocalDays): Promise<RawDay> {
  const raw = { contacts: 0, lines: [] as LineRow[], cells: [] as Cell[] };
  for (let after = ''; ;) {
    const touched = {
      contactId: MoreThan(after),
      firstAt: LessThan(new Date(day.to)),
      lastAt: MoreThanOrEqual(new Date(day.from)),
    };
    const contacts = await tx.find(FigureContactSchema, { where: touched, order: { contactId: 'ASC' }, take: AT_ONCE });
    for (const { contactId, facts } of contacts) {
      const lines = linesOf(facts).filter(({ at }) => day.from <= at && at < day.to);
      raw.contacts += 1;
      raw.lines.push(...lines.map((line) => rowOf(contactId, line)));
      for (const line of lines) {
        const counted = cellsOf(line, days, 0).filter(({ key }) => key.level === 'quarter');
        raw.cells.push(...counted.map(({ key, tally }) => ({ ...key, ...tally, longestWaitMs: line.waitMs ?? 0 })));
      }
    }
    raw.cells = summed(raw.cells);
    if (contacts.length < AT_ONCE) break;
    after = contacts.at(-1)!.contactId;
  }
  return { ...raw, times: await rawTimes(tx, day, days) };
}

async function rawTimes(tx: EntityManager, day: Interval, days: LocalDays): Promise<TimeCell[]> {
  const cells: TimeCell[] = [];
  for (const { agentId } of await tx.find(FigureAgentSchema)) {
    const states = await statesOf(tx, agentId, day);
    for (const [index, was] of states.entries()) {
      const next = states[index + 1];
      if (next?.seq !== was.seq + 1 || was.state === 'offline') continue;
      cells.push(...timeCells(was, next.at, days).filter(({ level }) => level === 'quarter'));
    }
  }
  const { from, to } = day;
  return summedTimes(cells.filter(({ start }) => from <= start.getTime() && start.getTime() < to));
}

/** Those of the day with the one before and the one after. */
async function statesOf(tx: EntityManager, agentId: string, { from, to }: Interval): Promise<FigureAgentState[]> {
  const [start, end] = [new Date(from), new Date(to)];
  const find = (at: FindOperator<Date>, order: 'ASC' | 'DESC', take?: number) =>
    tx.find(FigureAgentStateSchema, { where: { agentId, at }, order: { seq: order }, ...(take && { take }) });
  const before = await find(LessThan(start), 'DESC', 1);
  const within = await find(Between(start, new Date(to - 1)), 'ASC');
  const after = await find(MoreThanOrEqual(end), 'ASC', 1);
  return [...before, ...within, ...after];
}
