import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, type EntitySchema, type FindOptionsWhere } from 'typeorm';
import type { Claimable } from '../schema/claimable.js';

export interface ClaimOptions {
  readonly partitions: readonly number[];
  readonly most: number;
  /** How long the claim stands; then others may do it. */
  readonly forMs: number;
}

/** Takes work that is due for one worker, for a while. What it does under the claim counts only while the claim stands. */
@Injectable()
export class Claims {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The oldest first. Looks without locks, then takes what is still free: no worker waits for another. */
  async take<Row extends Claimable>(
    schema: EntitySchema<Row>,
    { partitions, most, forMs }: ClaimOptions,
  ): Promise<(Row & { claim: string })[]> {
    if (partitions.length === 0 || most === 0) return [];
    const now = this.clock.now();
    const free = { claimedUntil: LessThanOrEqual(now) };
    const where = { partitionNo: In([...partitions]), due: LessThanOrEqual(now), ...free } as FindOptionsWhere<Row>;
    const order = { due: 'ASC' } as never;
    const found = await (await this.database.reader()).find(schema, { where, order, take: most });
    if (found.length === 0) return [];
    const claim = newId(now);
    const keys = found.map((row) => keyOf(schema, row));
    await this.database.transaction((tx) =>
      tx
        .createQueryBuilder()
        .update(schema)
        .set({ claim, claimedUntil: new Date(now.getTime() + forMs), claims: () => 'claims + 1' } as never)
        .where(keys.map((key) => ({ ...key, ...free })))
        .execute(),
    );
    const taken = keys.map((key) => ({ ...key, claim })) as FindOptionsWhere<Row>[];
    return (await (await this.database.reader()).find(schema, { where: taken, order })) as (Row & { claim: string })[];
  }
}

function keyOf<Row extends Claimable>({ options }: EntitySchema<Row>, row: Row): Partial<Row> {
  const columns = Object.keys(options.columns) as (keyof Row & string)[];
  const primary = columns.filter((column) => options.columns[column]?.primary);
  return Object.fromEntries(primary.map((column) => [column, row[column]])) as Partial<Row>;
}
