import { Calendar } from '#libs/business-time/calendar';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { TenantMemory } from '#libs/persistence/tenant-memory';
import { currentTenant } from '#libs/persistence/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CalendarSchema, type CalendarRow } from './calendar.schema.js';

/** Compiled at once; what a calendar has worked out for a year is kept with it. */
const COMPILED = 1_000;

/** What other contexts ask of calendars. */
@Injectable()
export class Calendars {
  readonly #compiled = new LRUCache<string, Calendar>({ max: COMPILED });
  readonly #calendars: TenantMemory<ReadonlyMap<string, Calendar>>;

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    this.#calendars = new TenantMemory(clock, () => this.#load());
  }

  /** By name, as they were some seconds ago. */
  all(): Promise<ReadonlyMap<string, Calendar>> {
    return this.#calendars.get();
  }

  async names(): Promise<ReadonlySet<string>> {
    return new Set((await this.#calendars.get({ fresh: true })).keys());
  }

  async #load(): Promise<ReadonlyMap<string, Calendar>> {
    const rows = await (await this.database.reader()).find(CalendarSchema);
    return new Map(rows.map((row) => [row.name, this.#compile(row)]));
  }

  #compile({ name, definition, version }: CalendarRow): Calendar {
    const key = `${currentTenant()}/${version}/${name}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    const calendar = new Calendar(definition);
    this.#compiled.set(key, calendar);
    return calendar;
  }
}
