import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import type { InstanceOutcome } from '#libs/process-engine/reference';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, type EntityManager } from 'typeorm';
import { partitionOf } from '../run/digest.js';
import { ENDED, ProcessInstanceSchema, type ProcessInstanceRow } from '../schema/process-instance.schema.js';
import { addStatistics } from './add-statistics.js';
import { readTallies } from './read-tallies.js';
import { minuteOf, statisticRows } from './statistic-rows.js';
import { RecentStatisticSchema } from './statistic.schema.js';

/** Of one transaction, and of one look: timers do not wait for history. */
const AT_ONCE = 200;
const BATCHES = 5;
/** Longer than any window that is asked for. */
const RECENT_MS = 3 * 3_600_000;

/** Another was quicker: its sums are in, ours are given up. */
class CountedMeanwhile extends Error {}

type EndedRow = Pick<ProcessInstanceRow, 'id' | 'definitionId' | 'version' | 'state' | 'startedAt'> & {
  readonly endedAt: Date;
};

/**
 * Adds instances that have ended to the statistics, each once: its mark and its share of the sums are one transaction. Each
 * tenant is one process's, so that nobody waits for anybody's sums; what runs processes never touches them.
 */
@Injectable()
export class StatisticFold {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async look(partitions: readonly number[]): Promise<void> {
    if (!partitions.includes(partitionOf(currentTenant()))) return;
    for (let batch = 0; batch < BATCHES; batch++) if ((await this.fold(AT_ONCE)) < AT_ONCE) return;
  }

  /** How many were added: at most so many, none when another is at it. */
  async fold(most: number): Promise<number> {
    const reader = await this.database.reader();
    const ended = await waiting(reader, most);
    if (ended.length === 0) return 0;
    const ids = ended.map(({ id }) => id);
    const tallies = await readTallies(reader, ids);
    const rows = statisticRows(
      ended.map((row) => ({ ...row, outcome: row.state as InstanceOutcome, tally: tallies.get(row.id)! })),
    );
    try {
      await this.database.transaction(async (tx) => {
        await mark(tx, ids, this.clock.now());
        await addStatistics(tx, rows, this.database.locksRows);
      });
      return ended.length;
    } catch (error) {
      if (error instanceof CountedMeanwhile || isDuplicateKey(error)) return 0;
      throw error;
    }
  }

  async forgetOld(): Promise<void> {
    const minute = LessThan(minuteOf(new Date(this.clock.ms() - RECENT_MS)));
    await this.database.transaction((tx) => tx.delete(RecentStatisticSchema, { minute }));
  }
}

async function waiting(reader: EntityManager, take: number): Promise<EndedRow[]> {
  const select = { id: true, definitionId: true, version: true, state: true, startedAt: true, endedAt: true } as const;
  const where = { countedAt: IsNull(), state: In([...ENDED]) };
  return (await reader.find(ProcessInstanceSchema, { select, where, take })) as EndedRow[];
}

/** @throws CountedMeanwhile unless all of them were still to be counted */
async function mark(tx: EntityManager, ids: readonly string[], countedAt: Date): Promise<void> {
  const uncounted = { id: In([...ids].sort()), countedAt: IsNull() };
  const { affected } = await tx.update(ProcessInstanceSchema, uncounted, { countedAt });
  if (affected !== ids.length) throw new CountedMeanwhile();
}
