import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { intervalsOf, overlapMs, type Interval } from '../calendar/intervals.js';
import { LocalDays } from '../calendar/local-days.js';
import { FigureSetupSchema } from '../facts/fact.schema.js';
import { FigureSettingsSchema, THE_SETTINGS } from '../facts/settings.schema.js';
import type { Figures } from '../formulas/figures.js';
import type { TimedState } from '../formulas/state-times.js';
import { CellReader, type SummedCell, type SummedTime } from './cell-reader.js';
import type { DayQuery, DayView, IntervalView } from './figure.dto.js';
import { Gathered } from './gathered.js';
import { figuresView, periodOf, targetOf } from './live-rows.js';
import { cellsOfScope, isServed, type Scope } from './scope.js';

const MINUTE_MS = 60_000;

interface PeriodFigures {
  readonly period: Interval;
  readonly figures: Figures;
}

/** A day by its intervals: both from the same quarters of an hour, so that one is the sum of the other. */
@Injectable()
export class DayFigures {
  constructor(
    private readonly database: Database,
    private readonly reader: CellReader,
    private readonly clock: Clock,
  ) {}

  async of(date: string, query: DayQuery): Promise<DayView> {
    const { timeZone, target, day, intervals } = await this.intervals(date, query);
    const view = ({ period, figures }: PeriodFigures): IntervalView => ({
      ...periodOf(period),
      ...figuresView(figures, target),
    });
    return { date: day.period.date, timeZone, day: view(day), intervals: intervals.map(view) };
  }

  /** As numbers: the day, and its intervals in order. */
  async intervals(date: string, { kind, id, minutes }: DayQuery) {
    const manager = await this.database.reader();
    const { timeZone } = await manager.findOneByOrFail(FigureSettingsSchema, { id: THE_SETTINGS });
    const day = LocalDays.in(timeZone).named(date);
    const scope = { kind, id: kind === 'tenant' ? '' : id };
    const content = (await manager.findOneBy(FigureSetupSchema, { kind: 'queue', id: scope.id }))?.content;
    const target = targetOf(scope, content);
    const cells = await this.reader.cells({ level: 'quarter', period: day }, cellsOfScope(scope));
    const times = await this.#times(day, scope);
    const of = <Period extends Interval>(period: Period) => {
      const gathered = new Gathered();
      for (const cell of cells.filter(startsIn(period))) gathered.count(scope, cell.tally, cell.longestWaitMs);
      for (const { state, ms, ...time } of times.filter(startsIn(period))) void [time, gathered.time(scope, state, ms)];
      return { period, figures: gathered.figures(scope) };
    };
    return { timeZone, target, day: of(day), intervals: intervalsOf(day, Number(minutes) * MINUTE_MS).map(of) };
  }

  /** With what still lasts, as if it ended now. */
  async #times(day: Interval, scope: Scope): Promise<Omit<SummedTime, 'agentId' | 'teamId'>[]> {
    const theirs = {
      ...(scope.kind === 'agent' && { agentId: scope.id }),
      ...(scope.kind === 'team' && { teamId: scope.id }),
    };
    const now = this.clock.ms();
    const serving = await this.reader.serving();
    const isMeant = ({ agentId }: { readonly agentId: string }) =>
      !isServed(scope.kind) || serving.serves(agentId, scope);
    const agents = await this.reader.agents(theirs);
    const open = agents.filter(isMeant).flatMap(({ state, at }) =>
      intervalsOf(day, 15 * MINUTE_MS).map((quarter) => ({
        start: new Date(quarter.from),
        state: state as TimedState,
        ms: overlapMs({ from: at.getTime(), to: now }, quarter),
      })),
    );
    const over = await this.reader.times({ level: 'quarter', period: day }, theirs);
    return [...over.filter(isMeant), ...open];
  }
}

function startsIn({ from, to }: Interval) {
  return ({ start }: Pick<SummedCell, 'start'>) => from <= start.getTime() && start.getTime() < to;
}
