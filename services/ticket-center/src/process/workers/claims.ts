import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, type EntitySchema, type FindOptionsWhere } from 'typeorm';
import { claimableRows, claimRows, type Condition } from '../changes/rows.js';
import type { Claimable } from '../schema/claimable.js';

export interface ClaimOptions<Row, Seen extends keyof Row> {
  readonly partitions: readonly number[];
  readonly most: number;
  /** How long the claim stands; then others may do it. */
  readonly forMs: number;
  /** Only of these. */
  readonly among?: Condition;
  /** Which of those found are taken, by these columns; left out: all. */
  readonly choose?: { readonly by: readonly Seen[]; of(found: readonly Pick<Row, Seen>[]): readonly Pick<Row, Seen>[] };
}

/** Takes work that is due for one worker, for a while. What it does under the claim counts only while the claim stands. */
@Injectable()
export class Claims {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The oldest first. Looks without locks, then takes what is still free: no worker waits for another. */
  async take<Row extends Claimable, Seen extends keyof Row & string = never>(
    schema: EntitySchema<Row>,
    { partitions, most, forMs, among, choose }: ClaimOptions<Row, Seen>,
  ): Promise<(Row & { claim: string })[]> {
    if (partitions.length === 0 || most === 0) return [];
    const now = this.clock.now();
    const primary = primaryOf(schema);
    const columns = [...primary, ...(choose?.by ?? [])];
    const found = await claimableRows(await this.database.reader(), schema, { partitions, now, most, among, columns });
    const wanted = (choose ? choose.of(found) : found) as Row[];
    if (wanted.length === 0) return [];
    const claim = newId(now);
    const keys = wanted.map(
      (row) => Object.fromEntries(primary.map((column) => [column, row[column]])) as Partial<Row>,
    );
    const until = new Date(now.getTime() + forMs);
    await this.database.transaction((tx) => claimRows(tx, schema, keys, { claim, now, until }));
    // What was found may be another row by now: only what is held is as it stays.
    const [first] = primary as [keyof Row & string];
    const held = { [first]: In(wanted.map((row) => row[first])), claim } as FindOptionsWhere<Row>;
    const order = { due: 'ASC' } as never;
    return (await (await this.database.reader()).find(schema, { where: held, order })) as (Row & { claim: string })[];
  }
}

function primaryOf<Row extends Claimable>({ options }: EntitySchema<Row>): (keyof Row & string)[] {
  const columns = Object.keys(options.columns) as (keyof Row & string)[];
  return columns.filter((column) => options.columns[column]?.primary);
}
