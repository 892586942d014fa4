import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Viewer } from '../condition/conditions-sql.js';
import { CountSchema, CountValueSchema, type CountRow, type CountValueRow } from './count.schema.js';
import { countedConditions, keysFor } from './counted-conditions.js';

/** Counts as they stand, without a look at any ticket. */
export interface StandingCounts {
  readonly counts: ReadonlyMap<string, CountRow>;
  readonly values: ReadonlyMap<string, readonly CountValueRow[]>;
}

@Injectable()
export class CountsReader {
  constructor(private readonly database: Database) {}

  /** Two statements, however many there are. @param persons of others nothing is read */
  async standing(ids: readonly string[], viewers: readonly Viewer[]): Promise<StandingCounts> {
    const reader = await this.database.reader();
    if (ids.length === 0) return { counts: new Map(), values: new Map() };
    const rows = await reader.findBy(CountSchema, { id: In([...ids]) });
    const keys = rows.flatMap((row) => viewers.map((viewer) => keysFor(countedConditions(row), viewer)));
    const person = In([...new Set(keys.flatMap(({ persons }) => [...persons]))]);
    const team = In([...new Set(keys.flatMap(({ teams }) => [...teams]))]);
    const values = await reader.findBy(CountValueSchema, { countId: In([...ids]), person, team });
    return {
      counts: new Map(rows.map((row) => [row.id, row])),
      values: Map.groupBy(values, ({ countId }) => countId),
    };
  }
}

/** Null: it has not seen all tickets yet. */
export function countFor({ counts, values }: StandingCounts, countId: string, viewer: Viewer): number | null {
  const count = counts.get(countId);
  if (!count?.live) return null;
  const { persons, teams } = keysFor(countedConditions(count), viewer);
  return (values.get(countId) ?? [])
    .filter(({ person, team }) => persons.has(person) && teams.has(team))
    .reduce((sum, { tickets }) => sum + tickets, 0);
}
