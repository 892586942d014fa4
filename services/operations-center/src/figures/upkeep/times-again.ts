import { Between, type FindOperator, LessThan, MoreThanOrEqual, type EntityManager } from 'typeorm';
import type { Interval } from '../calendar/intervals.js';
import type { LocalDays } from '../calendar/local-days.js';
import { FigureTimeSchema, type TimeCell } from '../cells/cell.schema.js';
import { summedTimes } from '../cells/times.js';
import { timeCells } from '../facts/agent-facts.js';
import { FigureAgentStateSchema, type FigureAgentState } from '../facts/fact.schema.js';
import { insertAll } from './day-cells.js';
import { differencesOf, type Difference } from './differences.js';

/** An agent's time in their states by quarters of the day, made again of the log. */
export async function timesAgain(
  tx: EntityManager,
  agentId: string,
  day: Interval,
  days: LocalDays,
  repair: boolean,
): Promise<Difference[]> {
  const states = await statesOf(tx, agentId, day);
  const cells = states.flatMap((was, index) => {
    const next = states[index + 1];
    return next?.seq === was.seq + 1 ? timeCells(was, next.at, days) : [];
  });
  const ofDay = ({ level, start }: TimeCell) =>
    level === 'quarter' && day.from <= start.getTime() && start.getTime() < day.to;
  const times = summedTimes(cells.filter(ofDay));
  const where = { level: 'quarter' as const, agentId, start: Between(new Date(day.from), new Date(day.to - 1)) };
  const differences = differencesOf(await tx.findBy(FigureTimeSchema, where), times);
  if (!repair || differences.length === 0) return differences;
  await tx.delete(FigureTimeSchema, where);
  await insertAll<TimeCell>(times, (some) => tx.insert(FigureTimeSchema, some));
  return differences;
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
