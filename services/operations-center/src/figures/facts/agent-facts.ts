import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { byQuarters } from '../calendar/intervals.js';
import type { LocalDays } from '../calendar/local-days.js';
import { addTime } from '../cells/cell-writer.js';
import { FigureAgentSchema, FigureAgentStateSchema, type FigureAgent, type FigureAgentState } from './fact.schema.js';
import { daysFor, SetupBook } from './setup-book.js';

/** Keeps what agents became, and the time they were it. */
@Injectable()
export class AgentFacts {
  constructor(
    private readonly database: Database,
    private readonly book: SetupBook,
  ) {}

  /** Counts once, in any order: the time between two neighbours of the log is known when both are. */
  async take(told: Omit<FigureAgentState, 'teamId'>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const days = await daysFor(tx, this.database.locksRows);
      const { agentId, seq } = told;
      const current = await this.#current(tx, agentId);
      if (await tx.existsBy(FigureAgentStateSchema, { agentId, seq })) return;
      const state = { ...told, teamId: await this.book.teamOf(tx, agentId) };
      await tx.insert(FigureAgentStateSchema, state);
      if (!current) await tx.insert(FigureAgentSchema, state);
      else if (seq > current.seq) await tx.update(FigureAgentSchema, { agentId }, state);
      const before = await tx.findOneBy(FigureAgentStateSchema, { agentId, seq: seq - 1 });
      const after = await tx.findOneBy(FigureAgentStateSchema, { agentId, seq: seq + 1 });
      if (before) await countTime(tx, before, state.at, days);
      if (after) await countTime(tx, state, after.at, days);
    });
  }

  /** Who is in another team brings along what they are in the middle of; time that was counted stays. */
  async moved(tx: EntityManager, agentId: string, teamId: string | null): Promise<void> {
    const current = await this.#current(tx, agentId);
    if (!current || current.teamId === teamId) return;
    await tx.update(FigureAgentSchema, { agentId }, { teamId });
    await tx.update(FigureAgentStateSchema, { agentId, seq: current.seq }, { teamId });
  }

  #current(tx: EntityManager, agentId: string): Promise<FigureAgent | null> {
    const lock = this.database.locksRows ? { lock: { mode: 'pessimistic_write' as const } } : {};
    return tx.findOne(FigureAgentSchema, { where: { agentId }, ...lock });
  }
}

async function countTime(tx: EntityManager, was: FigureAgentState, until: Date, days: LocalDays): Promise<void> {
  if (was.state === 'offline') return;
  for (const cell of timeCells(was, until, days)) await addTime(tx, cell);
}

/** The time of a state, by the quarters and days it falls in. */
export function timeCells({ agentId, teamId, state, at }: FigureAgentState, until: Date, days: LocalDays) {
  const cell = { agentId, teamId: teamId ?? '', state };
  return byQuarters({ from: at.getTime(), to: until.getTime() }).flatMap(({ quarter, from, to }) => [
    { ...cell, level: 'quarter' as const, start: new Date(quarter), ms: to - from },
    { ...cell, level: 'day' as const, start: new Date(days.of(from).from), ms: to - from },
  ]);
}
