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

const KEY = ['start', 'kind', 'id', 'part'] as const;

/** As engines give sums: some as text. */
type RawCell = Record<keyof Tally | 'longestWaitMs', number | string> &
  Pick<Cell, 'kind' | 'id' | 'part'> & { readonly start: unknown };

/** Reads cells, their shards added up. */
@Injectable()
export class CellReader {
  constructor(private readonly database: Database) {}

  async cells({ level, period }: Wanted, where: FindOptionsWhere<Cell> = {}): Promise<SummedCell[]> {
    const reader = await this.database.reader();
    const query = reader
      .createQueryBuilder(FigureCellSchema, 'cell')
      .select(KEY.map((name) => `cell.${name} AS "${name}"`).join(', '))
      .where({ level, ...where })
      .andWhere('cell.start >= :from AND cell.start < :to', datesOf(period))
      .groupBy(KEY.map((name) => `cell.${name}`).join(', '));
    for (const name of TALLIED) query.addSelect(`SUM(cell.${name})`, name);
    query.addSelect('MAX(cell.longestWaitMs)', 'longestWaitMs');
    const { driver } = reader.connection;
    const startColumn = reader.connection.getMetadata(FigureCellSchema).findColumnWithPropertyName('start')!;
    return (await query.getRawMany<RawCell>()).map(({ start, kind, id, part, longestWaitMs, ...sums }) => ({
      start: driver.prepareHydratedValue(start, startColumn) as Date,
      ...{ kind, id, part, longestWaitMs: Number(longestWaitMs) },
      tally: Object.fromEntries(TALLIED.map((name) => [name, Number(sums[name])])) as Tally,
    }));
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
