import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Injectable } from '@nestjs/common';
import type { Outcome } from '../rows/outcome.js';
import { OutcomeSchema } from '../rows/outcome.schema.js';
import { OutcomeSettingsBook } from '../settings/outcome-settings.js';
import { CONDITIONS, TIMES } from './conditions.js';
import { OUTCOME_COUNTS, OUTCOME_TIMES, type OutcomeCount, type OutcomeSums } from './formulas.js';

const DAY_MS = 86_400_000;

/** Instants are ms since the epoch; the end is excluded. */
export interface OutcomeScope {
  readonly from: number;
  readonly to: number;
  /** Whose rows; null: everybody's. */
  readonly circle: RowCircle | null;
  readonly agentId?: string;
  readonly teamIds?: readonly string[];
  readonly channel?: string;
}

export type OutcomeColumn = 'agentId' | 'teamId' | 'channel';
export type GroupedSums = OutcomeSums & Readonly<Record<OutcomeColumn, string | null>>;

interface Paged {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Counts what began in a time, whatever became of it later. */
@Injectable()
export class OutcomeReader {
  constructor(
    private readonly database: Database,
    private readonly settings: OutcomeSettingsBook,
    private readonly clock: Clock,
  ) {}

  /** One row for each group, in their order; without columns exactly one. */
  async sums(scope: OutcomeScope, columns: readonly OutcomeColumn[]): Promise<GroupedSums[]> {
    const query = (await this.#within(scope)).select([]);
    for (const name of OUTCOME_COUNTS) query.addSelect(`SUM(CASE WHEN ${CONDITIONS[name]} THEN 1 ELSE 0 END)`, name);
    for (const name of OUTCOME_TIMES) {
      const { of, sql } = TIMES[name];
      query.addSelect(`SUM(CASE WHEN ${CONDITIONS[of]} THEN ${sql} ELSE 0 END)`, name);
    }
    for (const name of columns) query.addSelect(`o.${name}`, name).addGroupBy(`o.${name}`).addOrderBy(`o.${name}`);
    const rows = await query.getRawMany<Record<string, string | number | null>>();
    return rows.map(summed);
  }

  /** What a count counted, the oldest first. */
  async list(scope: OutcomeScope, count: OutcomeCount, { limit, cursor }: Paged): Promise<Page<Outcome>> {
    const query = (await this.#within(scope)).andWhere(CONDITIONS[count]);
    if (cursor !== undefined) {
      const [at, id] = decodeCursor(cursor, 2);
      const behind = '(o.openedAt > :lastAt OR (o.openedAt = :lastAt AND o.id > :lastId))';
      query.andWhere(behind, { lastAt: Number(at), lastId: id });
    }
    const rows = await query
      .orderBy('o.openedAt')
      .addOrderBy('o.id')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ openedAt, id }) => [String(openedAt), id]);
  }

  async #within({ from, to, circle, agentId, teamIds, channel }: OutcomeScope) {
    const { firstContactDays } = await this.settings.get();
    const returning = { now: this.clock.ms(), returnMs: firstContactDays * DAY_MS };
    const query = (await this.database.reader())
      .createQueryBuilder<Outcome>(OutcomeSchema, 'o')
      .where('o.openedAt >= :from AND o.openedAt < :to', { from, to })
      .andWhere(...named(withinCircle(circle, { people: ['o.agentId'], teams: ['o.teamId'] }), 'seen'))
      .setParameters(returning);
    if (agentId !== undefined) query.andWhere('o.agentId = :agentId', { agentId });
    if (teamIds !== undefined) query.andWhere(...named(withinCircle({ people: [], teams: teamIds }, TEAMS), 'team'));
    if (channel !== undefined) query.andWhere('o.channel = :channel', { channel });
    return query;
  }
}

const TEAMS = { people: [], teams: ['o.teamId'] };

function summed(row: Record<string, string | number | null>): GroupedSums {
  const sums = [...OUTCOME_COUNTS, ...OUTCOME_TIMES].map((name) => [name, Number(row[name] ?? 0)] as const);
  const groups = { agentId: row['agentId'], teamId: row['teamId'], channel: row['channel'] };
  return { ...Object.fromEntries(sums), ...groups } as GroupedSums;
}
