import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Between, In, LessThan, MoreThan, type EntityManager } from 'typeorm';
import { PublishedRosters } from '../rostering/rostering.api.js';
import type { AgentAdherence, LiveRow } from './adherence.dto.js';
import {
  AdherenceExceptionSchema,
  AdherenceSettingsSchema,
  AdherenceStateSchema,
  THE_SETTINGS,
  type AdherenceState,
} from './adherence.schema.js';
import {
  comparedWithPlan,
  isAsPlanned,
  percent,
  sumsIn,
  type AdherenceRules,
  type Exception,
  type Piece,
  type Planned,
  type StateSpan,
  type Stretch,
} from './domain/adherence.js';

interface Day {
  readonly planned: readonly Planned[];
  readonly exceptions: readonly Exception[];
  readonly states: readonly StateSpan[];
}

const HOURS_OF_TODAY = 16;

/** Made anew from rosters, exceptions and states whenever it is asked for: a change of any of them is in the next answer. */
@Injectable()
export class AdherenceReader {
  constructor(
    private readonly database: Database,
    private readonly rosters: PublishedRosters,
    private readonly clock: Clock,
  ) {}

  /** @param minutes of the intervals, where they are wanted */
  async of(agentIds: readonly string[], window: Stretch, minutes?: number): Promise<AgentAdherence[]> {
    const [days, rules] = [await this.#days(agentIds, window), await this.#rules()];
    const until = Math.min(window.to, this.clock.ms());
    return agentIds.map((agentId) => {
      const { planned, exceptions, states } = days.get(agentId)!;
      const pieces = comparedWithPlan(planned, exceptions, states, rules, until);
      const rates = (part: Stretch) => ratesIn(part, pieces, states, rules);
      return {
        ...{ agentId, ...rates(window), deviations: pieces.filter(({ isKept }) => !isKept).map(deviationView) },
        intervals: intervalsOf({ ...window, to: until }, minutes).map((part) => ({
          ...{ from: new Date(part.from).toISOString(), ...rates(part) },
        })),
      };
    });
  }

  /** What everybody should do now, and does. */
  async live(agentIds: readonly string[]): Promise<LiveRow[]> {
    const now = this.clock.ms();
    const window = { from: now - HOURS_OF_TODAY * 3_600_000, to: now + 1 };
    const [days, rules] = [await this.#days(agentIds, window), await this.#rules()];
    return agentIds.map((agentId) => {
      const { planned, exceptions, states } = days.get(agentId)!;
      const pieces = comparedWithPlan(planned, exceptions, states, { ...rules, toleranceMs: 0 }, now);
      const current = planned.find(({ from, to }) => from <= now && now < to);
      const last = pieces.at(-1);
      const out = last && last.to === now && !last.isKept ? last : undefined;
      const kept = comparedWithPlan(planned, exceptions, states, rules, now);
      const { scheduledMs, keptMs } = sumsIn(window, kept, states, rules);
      const state = states.at(-1);
      const isBack = out && state && isAsPlanned(out.activity, state, rules);
      const isOut = out !== undefined && !isBack && now - runStart(pieces) > rules.toleranceMs;
      return {
        ...{ agentId, activity: current?.activity ?? null, until: current ? new Date(current.to).toISOString() : null },
        ...{ state: state?.state ?? 'offline', reason: state?.reason ?? null, isOut },
        outSince: isOut ? new Date(runStart(pieces)).toISOString() : null,
        minutesOut: inMinutes(scheduledMs - keptMs),
        adherence: percent(keptMs, scheduledMs),
      };
    });
  }

  async #rules(): Promise<AdherenceRules> {
    const db = await this.database.reader();
    const settings = await db.findOneByOrFail(AdherenceSettingsSchema, { id: THE_SETTINGS });
    return { toleranceMs: settings.toleranceSeconds * 1_000, reasons: settings.reasons };
  }

  async #days(agentIds: readonly string[], window: Stretch): Promise<Map<string, Day>> {
    const [from, to] = [new Date(window.from), new Date(window.to)];
    const db = await this.database.reader();
    const ids = [...agentIds];
    const planned = Map.groupBy(await this.rosters.activities(ids, from, to), ({ agentId }) => agentId);
    const overlapping = { agentId: In(ids), from: LessThan(to), to: MoreThan(from) };
    const excepted = Map.groupBy(await db.findBy(AdherenceExceptionSchema, overlapping), ({ agentId }) => agentId);
    const states = await statesOf(db, ids, from, to);
    return new Map(
      ids.map((id) => [
        id,
        {
          planned: (planned.get(id) ?? []).map((each) => begunIn({ ...each, ...inMs(each) }, window)),
          exceptions: (excepted.get(id) ?? []).map(({ as, ...each }) => ({ as, ...inMs(each) })),
          states: spansOf(states.get(id) ?? [], window),
        },
      ]),
    );
  }
}

function ratesIn(window: Stretch, pieces: readonly Piece[], states: readonly StateSpan[], rules: AdherenceRules) {
  const { scheduledMs, keptMs, scheduledWorkMs, workedMs } = sumsIn(window, pieces, states, rules);
  return {
    scheduledMinutes: inMinutes(scheduledMs),
    adherence: percent(keptMs, scheduledMs),
    conformance: percent(workedMs, scheduledWorkMs),
  };
}

/** Those in the time, and the last one before it. */
async function statesOf(db: EntityManager, ids: string[], from: Date, to: Date) {
  if (ids.length === 0) return new Map<string, AdherenceState[]>();
  const last = await db
    .createQueryBuilder(AdherenceStateSchema, 'state')
    .select('state.agentId', 'agentId')
    .addSelect('MAX(state.seq)', 'seq')
    .where({ agentId: In(ids), at: LessThan(from) })
    .groupBy('state.agentId')
    .getRawMany<{ agentId: string; seq: number }>();
  const before = last.map(({ agentId, seq }) => ({ agentId, seq: Number(seq) }));
  const where = [{ agentId: In(ids), at: Between(from, to) }, ...before];
  const found = await db.find(AdherenceStateSchema, { where, order: { agentId: 'ASC', seq: 'ASC' } });
  return Map.groupBy(found, ({ agentId }) => agentId);
}

/** Each lasts until the next. */
function spansOf(states: readonly AdherenceState[], { from, to }: Stretch): StateSpan[] {
  return states
    .map(({ state, reason, at }, index) => ({
      ...{ state, reason, from: Math.max(from, at.getTime()) },
      to: Math.min(to, states[index + 1]?.at.getTime() ?? to),
    }))
    .filter((span) => span.from < span.to);
}

function intervalsOf({ from, to }: Stretch, minutes: number | undefined): Stretch[] {
  if (minutes === undefined) return [];
  const long = minutes * 60_000;
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / long)) }, (_, at) => ({
    ...{ from: from + at * long, to: Math.min(to, from + (at + 1) * long) },
  }));
}

/** Since when what is last has not been kept, without a gap. */
function runStart(pieces: readonly Piece[]): number {
  let at = pieces.length - 1;
  while (at > 0 && !pieces[at - 1]!.isKept && pieces[at - 1]!.to === pieces[at]!.from) at -= 1;
  return pieces[at]!.from;
}

function deviationView({ from, to, activity, state }: Piece) {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), activity, state };
}

function inMs({ from, to }: { from: Date; to: Date }): Stretch {
  return { from: from.getTime(), to: to.getTime() };
}

/** States before it are not known. */
function begunIn<Part extends Stretch>(part: Part, { from }: Stretch): Part {
  return { ...part, from: Math.max(part.from, from) };
}

function inMinutes(ms: number): number {
  return Math.round(ms / 600) / 100;
}
