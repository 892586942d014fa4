import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { byQuarters } from '../calendar/intervals.js';
import type { LocalDays } from '../calendar/local-days.js';
import { addTimes } from '../cells/cell-writer.js';
import type { TimeCell } from '../cells/cell.schema.js';
import { summedTimes } from '../cells/times.js';
import { FigureAgentSchema, FigureAgentStateSchema, type FigureAgent, type FigureAgentState } from './fact.schema.js';
import { rememberedSince } from './remembered.js';
import { daysFor, SetupBook } from './setup-book.js';
import { Together } from './together.js';

type Told = Omit<FigureAgentState, 'teamId'>;

/** Keeps what agents became, and the time they were it. */
@Injectable()
export class AgentFacts {
  readonly #together = new Together<Told>((told) => this.#write(told));

  constructor(
    private readonly database: Database,
    private readonly book: SetupBook,
    private readonly clock: Clock,
  ) {}

  /** Counts once, in any order: the time between two neighbours of the log is known when both are. */
  async take(told: Told): Promise<void> {
    if (told.at >= rememberedSince(this.clock.now())) await this.#together.add(told);
  }

  /** Who is in another team brings along what they are in the middle of; time that was counted stays. */
  async moved(tx: EntityManager, agentId: string): Promise<void> {
    const current = await this.#current(tx, agentId);
    const teamId = (await this.book.of(tx, [], [agentId])).teamOf(agentId);
    if (!current || current.teamId === teamId) return;
    await tx.update(FigureAgentSchema, { agentId }, { teamId });
    await tx.update(FigureAgentStateSchema, { agentId, seq: current.seq }, { teamId });
  }

  /** By agent, in the order in which everybody locks them. */
  async #write(told: readonly Told[]): Promise<void> {
    const inOrder = told.toSorted((one, other) => (one.agentId < other.agentId ? -1 : 1));
    await this.database.transaction(async (tx) => {
      const days = await daysFor(tx, this.database.locksRows);
      const setup = await this.book.of(
        tx,
        [],
        told.map(({ agentId }) => agentId),
      );
      const times: TimeCell[] = [];
      for (const each of inOrder)
        times.push(...(await this.#become(tx, { ...each, teamId: setup.teamOf(each.agentId) }, days)));
      await addTimes(tx, summedTimes(times));
    });
  }

  /** @returns the time that is known by it */
  async #become(tx: EntityManager, state: FigureAgentState, days: LocalDays): Promise<TimeCell[]> {
    const { agentId, seq } = state;
    const current = await this.#current(tx, agentId);
    if (await tx.existsBy(FigureAgentStateSchema, { agentId, seq })) return [];
    await tx.insert(FigureAgentStateSchema, state);
    if (!current) await tx.insert(FigureAgentSchema, state);
    else if (seq > current.seq) await tx.update(FigureAgentSchema, { agentId }, state);
    const before = await tx.findOneBy(FigureAgentStateSchema, { agentId, seq: seq - 1 });
    const after = await tx.findOneBy(FigureAgentStateSchema, { agentId, seq: seq + 1 });
    return [...(before ? timeCells(before, state.at, days) : []), ...(after ? timeCells(state, after.at, days) : [])];
  }

  #current(tx: EntityManager, agentId: string): Promise<FigureAgent | null> {
    const lock = this.database.rowLock;
    return tx.findOne(FigureAgentSchema, { where: { agentId }, ...lock });
  }
}

/** The time of a state, by the quarters and days it falls in; who is offline is not there. */
export function timeCells({ agentId, teamId, state, at }: FigureAgentState, until: Date, days: LocalDays): TimeCell[] {
  if (state === 'offline') return [];
  const cell = { agentId, teamId: teamId ?? '', state };
  return byQuarters({ from: at.getTime(), to: until.getTime() }).flatMap(({ quarter, from, to }) => [
    { ...cell, level: 'quarter' as const, start: new Date(quarter), ms: to - from },
    { ...cell, level: 'day' as const, start: new Date(days.of(from).from), ms: to - from },
  ]);
}
