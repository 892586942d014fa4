import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Not, type FindOptionsWhere } from 'typeorm';
import type { Interval } from '../calendar/intervals.js';
import { FigureCellSchema, FigureTimeSchema, type Cell, type CellLevel, type TimeCell } from '../cells/cell.schema.js';
import { FigureAgentSchema, FigureSetupSchema, type FigureAgent } from '../facts/fact.schema.js';
import type { TimedState } from '../formulas/state-times.js';
import { TALLIED, type Tally } from '../formulas/tally.js';
import { Serving } from './serving.js';

export type SummedCell = Pick<Cell, 'start' | 'kind' | 'id' | 'part'> & {
  readonly tally: Tally;
  readonly longestWaitMs: number;
};
export type SummedTime = Pick<TimeCell, 'start' | 'agentId' | 'teamId'> & {
  readonly state: TimedState;
  readonly ms: number;
};

interface Wanted {
  readonly level: CellLevel;
  /** By when they start. */
  readonly period: Interval;
}

/** Reads cells, their shards added up. */
@Injectable()
export class CellReader {
  constructor(private readonly database: Database) {}

  async cells({ level, period }: Wanted, where: FindOptionsWhere<Cell> = {}): Promise<SummedCell[]> {
    const query = (await this.database.reader())
      .createQueryBuilder(FigureCellSchema, 'cell')
      .where({ level, ...where })
      .andWhere('cell.start >= :from AND cell.start < :to', datesOf(period));
    const rows = await query.getMany();
    const summed = new Map<string, SummedCell>();
    for (const row of rows) {
      const { start, kind, id, part, longestWaitMs } = row;
      const name = JSON.stringify([start, kind, id, part]);
      const known = summed.get(name);
      const tally = Object.fromEntries(TALLIED.map((each) => [each, row[each] + (known?.tally[each] ?? 0)])) as Tally;
      const longest = Math.max(longestWaitMs, known?.longestWaitMs ?? 0);
      summed.set(name, { start, kind, id, part, tally, longestWaitMs: longest });
    }
    return [...summed.values()];
  }

  async times({ level, period }: Wanted, where: FindOptionsWhere<TimeCell> = {}): Promise<SummedTime[]> {
    const rows = await (
      await this.database.reader()
    )
      .createQueryBuilder(FigureTimeSchema, 'cell')
      .where({ level, ...where })
      .andWhere('cell.start >= :from AND cell.start < :to', datesOf(period))
      .getMany();
    return rows.map((row) => ({ ...row, state: row.state as TimedState }));
  }

  async serving(): Promise<Serving> {
    return new Serving(await (await this.database.reader()).find(FigureSetupSchema));
  }

  /** Who is logged in, as they are now. */
  async agents(where: FindOptionsWhere<FigureAgent> = {}): Promise<FigureAgent[]> {
    const reader = await this.database.reader();
    return reader.find(FigureAgentSchema, { where: { state: Not('offline'), ...where }, order: { agentId: 'ASC' } });
  }
}

function datesOf({ from, to }: Interval) {
  return { from: new Date(from), to: new Date(to) };
}
