import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Task } from './domain/task.aggregate.js';
import { UNFINISHED, type TaskDesign, type TaskKind } from './domain/task-origin.js';
import { Tasks } from './domain/task.repository.js';
import { TaskSchema } from './infra/task.schema.js';

export type { TaskDesign } from './domain/task-origin.js';
export { PLAIN_DESIGN } from './domain/task-origin.js';

/** What sends messages by SMS, WeChat …: a connector of the tenant. */
export const MESSAGE_CONNECTOR = 'outbound-messages';

export interface TaskToMake {
  readonly customerId: string;
  readonly design: TaskDesign;
}

/** What plans ask of tasks. */
@Injectable()
export class PlanTasks {
  constructor(
    private readonly tasks: Tasks,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A task for each, in the caller's transaction; the ids in the same order. */
  async create(kind: TaskKind, planId: string, wanted: readonly TaskToMake[]): Promise<string[]> {
    const ids: string[] = [];
    for (const { customerId, design } of wanted) {
      const now = this.clock.now();
      const taskId = newId(now);
      await this.tasks.add(Task.create(taskId, { kind, customerId, planId, ticketId: null }, now, design));
      ids.push(taskId);
    }
    return ids;
  }

  async about(taskId: string): Promise<{ planId: string | null; conversion: { value: number } | null }> {
    const { planId, gained } = await this.tasks.get(taskId);
    return { planId, conversion: gained };
  }

  async count(planId: string): Promise<{ open: number; ended: number }> {
    const reader = await this.database.reader();
    const all = await reader.countBy(TaskSchema, { planId });
    const open = await reader.countBy(TaskSchema, { planId, status: In([...UNFINISHED]) });
    return { open, ended: all - open };
  }

  async areOpen(planId: string): Promise<boolean> {
    return (await this.database.reader()).existsBy(TaskSchema, { planId, status: In([...UNFINISHED]) });
  }

  /** Of a person, or, without one, of all; the oldest first. */
  async unfinished(planId: string, personId: string | null, limit: number): Promise<{ id: string; segment: string }[]> {
    const whose = personId === null ? {} : { agentId: personId };
    const where = { planId, status: In([...UNFINISHED]), ...whose };
    const find = { select: { id: true, segment: true }, where, order: { id: 'ASC' }, take: limit } as const;
    const rows = await (await this.database.reader()).find(TaskSchema, find);
    return rows.map(({ id, segment }) => ({ id, segment: segment ?? '' }));
  }

  /** Null: nobody's again. In the caller's transaction; what has ended meanwhile throws. */
  reassign(taskId: string, toId: string | null): Promise<void> {
    const now = this.clock.now();
    return this.tasks.update(taskId, (task) =>
      toId === null ? task.release('plan', now) : task.assign(toId, 'plan', now),
    );
  }

  cancel(taskId: string): Promise<void> {
    return this.tasks.update(taskId, (task) => task.cancel(this.clock.now()));
  }

  /** How many tasks of any plan each customer got since then; who is missing got none. */
  async receivedSince(customerIds: readonly string[], since: Date): Promise<ReadonlyMap<string, number>> {
    const query = (await this.database.reader()).createQueryBuilder(TaskSchema, 'task');
    query.select('task.customerId', 'name').addSelect('COUNT(*)', 'count').groupBy('task.customerId');
    query.where('task.customerId IN (:...customerIds) AND task.createdAt >= :since', { customerIds, since });
    return countsOf(await query.andWhere('task.planId IS NOT NULL').getRawMany<Counted>());
  }

  /** What became of the tasks of a plan, by segment and person; one statement. */
  async tally(planId: string): Promise<TaskTally[]> {
    const query = (await this.database.reader()).createQueryBuilder(TaskSchema, 'task');
    query.select('task.segment', 'segment').addSelect('task.agentId', 'personId').addSelect('COUNT(*)', 'tasks');
    const among = (statuses: string) => `SUM(CASE WHEN task.status IN (${statuses}) THEN 1 ELSE 0 END)`;
    query.addSelect(among(`'open', 'assigned', 'taken'`), 'open').addSelect(among(`'completed'`), 'completed');
    query.addSelect(among(`'expired', 'cancelled'`), 'dropped');
    for (const [name, column] of Object.entries({
      reached: 'reached',
      converted: 'converted',
      value: 'convertedValue',
    }))
      query.addSelect(`SUM(COALESCE(task.${column}, 0))`, name);
    query.where('task.planId = :planId', { planId }).groupBy('task.segment').addGroupBy('task.agentId');
    const rows = await query.getRawMany<Record<string, string | number | null>>();
    return rows.map((row) => ({
      ...{ segment: (row['segment'] ?? '') as string, personId: row['personId'] as string | null },
      ...{ tasks: Number(row['tasks']), open: Number(row['open']), completed: Number(row['completed']) },
      ...{ dropped: Number(row['dropped']), reached: Number(row['reached']) },
      ...{ converted: Number(row['converted']), value: Number(row['value']) },
    }));
  }

  /** How many unfinished tasks each person has, of all plans; who is missing has none. */
  async loads(personIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (personIds.length === 0) return new Map();
    const query = (await this.database.reader()).createQueryBuilder(TaskSchema, 'task');
    query.select('task.agentId', 'name').addSelect('COUNT(*)', 'count').groupBy('task.agentId');
    query.where('task.agentId IN (:...personIds) AND task.status IN (:...unfinished)', {
      personIds,
      unfinished: UNFINISHED,
    });
    return countsOf(await query.getRawMany<Counted>());
  }
}

export interface TaskTally {
  readonly segment: string;
  /** Null: of nobody in particular. */
  readonly personId: string | null;
  readonly tasks: number;
  /** Not over. */
  readonly open: number;
  readonly completed: number;
  /** Expired or cancelled. */
  readonly dropped: number;
  readonly reached: number;
  readonly converted: number;
  /** Of conversions, in the smallest unit of the currency. */
  readonly value: number;
}

interface Counted {
  readonly name: string;
  readonly count: number | string;
}

function countsOf(rows: readonly Counted[]): ReadonlyMap<string, number> {
  return new Map(rows.map(({ name, count }) => [name, Number(count)]));
}
