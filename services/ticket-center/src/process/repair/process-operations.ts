import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { insertRows } from '../changes/rows.js';
import { partitionOf } from '../run/digest.js';
import { unclaimed } from '../schema/claimable.js';
import { instancesThat, type InstanceFilter } from './instance-filter.js';
import { OperationItemSchema, OperationSchema, type ItemState, type OperationItemRow } from './operation.schema.js';
import type { OperationRow } from './operation.schema.js';
import type { RepairAction } from './repair-action.js';

/** Of one operation. */
const MOST_INSTANCES = 10_000;
const SAMPLE = 20;
/** What has ended is not looked for again. */
const NEVER = new Date('9999-12-31T00:00:00.000Z');

export class OperationNotFound extends domainError('process-operation-not-found', 'not-found') {}
export class TooManyInstances extends domainError('process-operation-too-many-instances', 'invalid') {}
export class NoInstances extends domainError('process-operation-no-instances', 'invalid') {}

export interface Order {
  readonly action: RepairAction;
  readonly filter: InstanceFilter;
  readonly reason: string;
  readonly operator: string;
}

export interface ItemsQuery extends PageQuery {
  readonly state?: ItemState;
}

export interface Progress extends OperationRow {
  readonly progress: Readonly<Record<ItemState, number>>;
}

/** Repairs of many instances: ordered at once, carried out one by one. */
@Injectable()
export class ProcessOperations {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Which instances an order would mean now. */
  async preview(filter: InstanceFilter): Promise<{ total: number; sample: string[] }> {
    const query = instancesThat(await this.database.reader(), filter);
    const sample = await query.clone().select('instance.id').take(SAMPLE).getMany();
    return { total: await query.getCount(), sample: sample.map(({ id }) => id) };
  }

  /** @throws NoInstances, TooManyInstances */
  order({ action, filter, reason, operator }: Order): Promise<string> {
    return this.database.transaction(async (tx) => {
      const query = instancesThat(tx, filter).select('instance.id');
      const found = await query.take(MOST_INSTANCES + 1).getMany();
      if (found.length === 0) throw new NoInstances('No instance fits.');
      if (found.length > MOST_INSTANCES)
        throw new TooManyInstances(`More than ${MOST_INSTANCES} instances fit: order it for fewer at a time.`);
      const now = this.clock.now();
      const id = newId(now);
      const row = { id, action, reason, operator, total: found.length, stoppedAt: null, orderedAt: now };
      await insertRows(tx, OperationSchema, [row]);
      const items = found.map(({ id: instance }): OperationItemRow => {
        const open = unclaimed(partitionOf(instance), now);
        return { operation: id, instance, state: 'waiting', problem: null, ...open };
      });
      await insertRows(tx, OperationItemSchema, items);
      return id;
    });
  }

  /** @throws OperationNotFound */
  async progress(id: string): Promise<Progress> {
    const reader = await this.database.reader();
    const operation = await reader.findOneBy(OperationSchema, { id });
    if (!operation) throw new OperationNotFound('There is no such operation.', { id });
    const counts = await reader
      .createQueryBuilder(OperationItemSchema, 'item')
      .select('item.state', 'state')
      .addSelect('COUNT(*)', 'count')
      .where({ operation: id })
      .groupBy('item.state')
      .getRawMany<{ state: ItemState; count: number | string }>();
    const none = { waiting: 0, done: 0, refused: 0, stopped: 0 };
    const counted = Object.fromEntries(counts.map(({ state, count }) => [state, Number(count)]));
    return { ...operation, progress: { ...none, ...counted } };
  }

  /** What became of each instance. */
  async items(operation: string, { limit, cursor, state }: ItemsQuery): Promise<Page<OperationItemRow>> {
    const after = cursor === undefined ? {} : { instance: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const where = { operation, ...after, ...(state && { state }) };
    const options = { where, order: { instance: 'ASC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(OperationItemSchema, options);
    return pageOf(rows, limit, ({ instance }) => [instance]);
  }

  /** What has not begun never will. @throws OperationNotFound */
  async stop(id: string): Promise<void> {
    await this.progress(id);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await tx.update(OperationSchema, { id }, { stoppedAt: now });
      await tx.update(
        OperationItemSchema,
        { operation: id, state: 'waiting' },
        { state: 'stopped', due: NEVER, claimedUntil: NEVER },
      );
    });
  }

  async settle(
    { operation, instance }: Pick<OperationItemRow, 'operation' | 'instance'>,
    state: 'done' | 'refused',
    problem: OperationItemRow['problem'],
  ): Promise<void> {
    const settled = { state, problem, due: NEVER, claimedUntil: NEVER } as object;
    await this.database.transaction((tx) =>
      tx.update(OperationItemSchema, { operation, instance, state: 'waiting' }, settled),
    );
  }
}
