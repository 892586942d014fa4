import { Calendar } from '#libs/business-time/calendar';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CalendarSchema, CalendarVersionSchema, type CalendarVersionRow } from './calendar.schema.js';

export class CalendarUnknown extends domainError('calendar-unknown', 'invalid') {}

/** Compiled at once; what a calendar has worked out for a year is kept with it. */
const COMPILED = 1_000;

interface Known {
  readonly calendar: Calendar;
  readonly version: number;
}

/** What other contexts ask of calendars. */
@Injectable()
export class Calendars {
  readonly #compiled = new LRUCache<string, Calendar>({ max: COMPILED });
  readonly #calendars: TenantMemory<ReadonlyMap<string, Known>>;

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    this.#calendars = new TenantMemory(clock, () => this.#load());
  }

  /** By name, as they were some seconds ago. */
  async all(): Promise<ReadonlyMap<string, Calendar>> {
    return new Map(Array.from(await this.#calendars.get(), ([name, { calendar }]) => [name, calendar]));
  }

  async names(): Promise<ReadonlySet<string>> {
    return new Set((await this.#calendars.get({ fresh: true })).keys());
  }

  /** The newest of each, by name, as it was some seconds ago. */
  async versions(): Promise<ReadonlyMap<string, number>> {
    return new Map(Array.from(await this.#calendars.get(), ([name, { version }]) => [name, version]));
  }

  /** As it was at a version. @throws CalendarUnknown */
  async at(name: string, version: number): Promise<Calendar> {
    const known = this.#compiled.get(keyOf({ name, version }));
    if (known) return known;
    const row = await (await this.database.reader()).findOneBy(CalendarVersionSchema, { name, version });
    if (!row) throw new CalendarUnknown(`There is no calendar ${name} of version ${version}.`, { name, version });
    return this.#compile(row);
  }

  async #load(): Promise<ReadonlyMap<string, Known>> {
    const rows = await (await this.database.reader()).find(CalendarSchema);
    return new Map(rows.map((row) => [row.name, { calendar: this.#compile(row), version: row.version }]));
  }

  #compile(row: CalendarVersionRow): Calendar {
    const known = this.#compiled.get(keyOf(row));
    if (known) return known;
    const calendar = new Calendar(row.definition);
    this.#compiled.set(keyOf(row), calendar);
    return calendar;
  }
}

function keyOf({ name, version }: Pick<CalendarVersionRow, 'name' | 'version'>): string {
  return `${currentTenant()}/${version}/${name}`;
}
