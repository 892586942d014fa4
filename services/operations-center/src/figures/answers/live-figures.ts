import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { intervalAt, type Interval } from '../calendar/intervals.js';
import { LocalDays } from '../calendar/local-days.js';
import { FigureSetupSchema, type FigureAgent, type FigureSetup } from '../facts/fact.schema.js';
import { FigureSettingsSchema, THE_SETTINGS } from '../facts/settings.schema.js';
import { NO_TIMES, timesPlus, type StateTimes, type TimedState } from '../formulas/state-times.js';
import { CellReader } from './cell-reader.js';
import { Gathered, openMs } from './gathered.js';
import { OldestWaiting, type Oldest } from './oldest-waiting.js';
import { scopesOfAgent, scopesOfCell, type Scope } from './scope.js';
import { Serving } from './serving.js';

const MINUTE_MS = 60_000;
/** States that still last are counted up to the last full step, so that rows stand still in between. */
const STEP_MS = 10_000;
const NOW: Interval = { from: 0, to: 1 };

/** A part of the day, and its figures. */
export interface Frame {
  readonly period: Interval;
  readonly gathered: Gathered;
}

/** All figures of a tenant at one moment. */
export interface LiveFigures {
  readonly asOf: number;
  readonly timeZone: string;
  /** The tenant's day, e.g. 2026-11-23. */
  readonly date: string;
  readonly now: Gathered;
  readonly oldest: readonly Oldest[];
  readonly agents: readonly FigureAgent[];
  readonly interval: Frame;
  readonly lastInterval: Frame;
  readonly day: Frame;
  readonly setup: readonly FigureSetup[];
  readonly serving: Serving;
}

interface There {
  readonly agents: readonly FigureAgent[];
  readonly serving: Serving;
  readonly asOf: number;
}

/** Reads what stands, and the intervals around now: so much for each queue, channel and agent, whatever the day brought. */
@Injectable()
export class LiveFiguresReader {
  constructor(
    private readonly database: Database,
    private readonly cells: CellReader,
    private readonly oldest: OldestWaiting,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<LiveFigures> {
    const reader = await this.database.reader();
    const { timeZone, intervalMinutes } = await reader.findOneByOrFail(FigureSettingsSchema, { id: THE_SETTINGS });
    const days = LocalDays.in(timeZone);
    const lengthMs = intervalMinutes * MINUTE_MS;
    const asOf = this.clock.ms();
    const day = days.of(asOf);
    const interval = intervalAt(asOf, day, lengthMs);
    const lastInterval = intervalAt(interval.from - 1, days.of(interval.from - 1), lengthMs);
    const agents = await this.cells.agents();
    const setup = await reader.find(FigureSetupSchema);
    const there = { agents, serving: new Serving(setup), asOf };
    const frame = async (level: 'quarter' | 'day', period: Interval) => ({
      period,
      gathered: await this.#gather(level, period, there),
    });
    return {
      ...{ asOf, timeZone, date: day.date, agents },
      now: await this.#standing(),
      oldest: await this.oldest.all(),
      interval: await frame('quarter', interval),
      lastInterval: await frame('quarter', lastInterval),
      day: await frame('day', day),
      setup,
      serving: there.serving,
    };
  }

  async #standing(): Promise<Gathered> {
    const gathered = new Gathered();
    for (const cell of await this.cells.cells({ level: 'now', period: NOW }))
      for (const scope of scopesOfCell(cell)) gathered.count(scope, cell.tally, 0);
    return gathered;
  }

  async #gather(level: 'quarter' | 'day', period: Interval, { agents, serving, asOf }: There) {
    const gathered = new Gathered();
    // A day's cells all start with it.
    const starts = level === 'day' ? { from: period.from, to: period.from + 1 } : period;
    for (const cell of await this.cells.cells({ level, period: starts }))
      for (const scope of scopesOfCell(cell)) gathered.count(scope, cell.tally, cell.longestWaitMs);
    const until = asOf - (asOf % STEP_MS);
    const open = agents.map(({ agentId, teamId, state, at }) => {
      return { agentId, teamId: teamId ?? '', state: state as TimedState, ms: openMs(at, until, period) };
    });
    const times = [...(await this.cells.times({ level, period: starts })), ...open];
    const ofProfiles = new Map<string, StateTimes>();
    for (const { agentId, teamId, state, ms } of times) {
      for (const scope of [...scopesOfAgent(agentId, teamId), TENANT]) gathered.time(scope, state, ms);
      const profile = serving.profileOf(agentId);
      ofProfiles.set(profile, timesPlus(ofProfiles.get(profile) ?? NO_TIMES, { ...NO_TIMES, [state]: ms }));
    }
    for (const [profile, sum] of ofProfiles) for (const scope of serving.scopesOf(profile)) gathered.times(scope, sum);
    return gathered;
  }
}

const TENANT: Scope = { kind: 'tenant', id: '' };
