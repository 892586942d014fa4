import { domainError } from '#libs/kernel/domain-error';
import { businessTimeBetween } from '#libs/business-time/business-time';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Calendars, CalendarUnknown } from '../calendar/calendar.api.js';
import { EngineerSchema, ServiceAreaSchema, type Engineer, type ServiceArea } from './engineer.schema.js';
import { localDay, spanOfDay } from './local-day.js';

export class EngineerNotFound extends domainError('engineer-not-found', 'not-found') {}
export class UnknownServiceArea extends domainError('service-area-unknown', 'invalid') {}

@Injectable()
export class Engineers {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
  ) {}

  async list(): Promise<Engineer[]> {
    return (await this.database.reader()).find(EngineerSchema, { order: { id: 'ASC' } });
  }

  /** @throws EngineerNotFound */
  async get(id: string): Promise<Engineer> {
    const found = await this.find(id);
    if (!found) throw new EngineerNotFound('There is no such engineer.', { id });
    return found;
  }

  async find(id: string): Promise<Engineer | null> {
    return (await this.database.reader()).findOneBy(EngineerSchema, { id });
  }

  /** @throws CalendarUnknown, UnknownServiceArea, TimeZoneUnknown */
  async put(id: string, engineer: Omit<Engineer, 'id' | 'version'>): Promise<Engineer> {
    localDay(new Date(0), engineer.timeZone);
    if (!(await this.calendars.names()).has(engineer.calendar))
      throw new CalendarUnknown(`There is no calendar ${engineer.calendar}.`, { name: engineer.calendar });
    await this.requireAreas(engineer.areas);
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(EngineerSchema, { id });
      const next = { id, ...engineer, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(EngineerSchema, { id }, next) : tx.insert(EngineerSchema, next));
      return next;
    });
  }

  async areas(): Promise<ServiceArea[]> {
    return (await this.database.reader()).find(ServiceAreaSchema, { order: { code: 'ASC' } });
  }

  putArea(code: string, name: string): Promise<ServiceArea> {
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(ServiceAreaSchema, { code });
      const next = { code, name, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(ServiceAreaSchema, { code }, next) : tx.insert(ServiceAreaSchema, next));
      return next;
    });
  }

  /** @throws UnknownServiceArea */
  async requireAreas(codes: readonly string[]): Promise<void> {
    const known = new Set((await this.areas()).map(({ code }) => code));
    const unknown = codes.filter((code) => !known.has(code));
    if (unknown.length > 0) throw new UnknownServiceArea(`There is no area ${unknown.join(', ')}.`, { unknown });
  }

  /** Whether the calendar of each opens on a day of theirs. */
  async workingOn(engineers: readonly Engineer[], day: string): Promise<ReadonlySet<string>> {
    const calendars = await this.calendars.all();
    const working = engineers.filter(({ calendar, timeZone }) => {
      const { from, to } = spanOfDay(day, timeZone);
      const known = calendars.get(calendar);
      return known !== undefined && businessTimeBetween(known, from, to) > 0;
    });
    return new Set(working.map(({ id }) => id));
  }
}
