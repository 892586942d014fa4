import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, type EntitySchema, type FindOptionsWhere } from 'typeorm';
import { claimRows } from '../changes/rows.js';
import type { Claimable } from '../schema/claimable.js';

export interface ClaimOptions<Row> {
  readonly partitions: readonly number[];
  readonly most: number;
  /** How long the claim stands; then others may do it. */
  readonly forMs: number;
  /** Only of these. */
  readonly among?: FindOptionsWhere<Row>;
  /** Which of those found are taken; left out: all. */
  readonly choose?: (found: readonly Row[]) => readonly Row[];
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
    { partitions, most, forMs, among, choose = (found) => found }: ClaimOptions<Row>,
  ): Promise<(Row & { claim: string })[]> {
    if (partitions.length === 0 || most === 0) return [];
    const now = this.clock.now();
    const isDue = LessThanOrEqual(now);
    const where = { ...among, partitionNo: In([...partitions]), due: isDue, claimedUntil: isDue } as never;
    const order = { due: 'ASC' } as never;
    const wanted = choose(await (await this.database.reader()).find(schema, { where, order, take: most }));
    if (wanted.length === 0) return [];
    const claim = newId(now);
    const keys = wanted.map((row) => keyOf(schema, row));
    const until = new Date(now.getTime() + forMs);
    await this.database.transaction((tx) => claimRows(tx, schema, keys, { claim, now, until }));
    // What was found may be another row by now: only what is held is as it stays.
    const [first] = Object.keys(keys[0]!) as (keyof Row)[];
    const held = { [first!]: In(keys.map((key) => key[first!])), claim } as FindOptionsWhere<Row>;
    return (await (await this.database.reader()).find(schema, { where: held, order })) as (Row & { claim: string })[];
  }
}

function keyOf<Row extends Claimable>({ options }: EntitySchema<Row>, row: Row): Partial<Row> {
  const columns = Object.keys(options.columns) as (keyof Row & string)[];
  const primary = columns.filter((column) => options.columns[column]?.primary);
  return Object.fromEntries(primary.map((column) => [column, row[column]])) as Partial<Row>;
}
