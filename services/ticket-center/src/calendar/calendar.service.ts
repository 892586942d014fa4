import { Calendar } from '#libs/business-time/calendar';
import type { CalendarDefinition } from '#libs/business-time/calendar-definition';
import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { CalendarSchema, CalendarVersionSchema, type CalendarRow } from './calendar.schema.js';

const OFFICE = [{ from: '09:00', to: '18:00' }];

/** What the processes of the house go by until an organisation says when it works. */
const SERVICE_HOURS: CalendarDefinition = {
  timeZone: 'Asia/Shanghai',
  weekly: { monday: OFFICE, tuesday: OFFICE, wednesday: OFFICE, thursday: OFFICE, friday: OFFICE },
  holidays: [],
  extraWorkingDays: [],
  worksExtraDays: true,
};

@Injectable()
export class CalendarService extends TenantSeed {
  constructor(private readonly database: Database) {
    super();
  }

  async list(): Promise<CalendarRow[]> {
    return (await this.database.reader()).find(CalendarSchema, { order: { name: 'ASC' } });
  }

  /** @throws what is wrong with the calendar: see libs/business-time/calendar.errors.ts */
  async put(name: string, definition: CalendarDefinition): Promise<CalendarRow> {
    new Calendar(definition);
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(CalendarSchema, { name });
      const next = { name, definition, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(CalendarSchema, { name }, next) : tx.insert(CalendarSchema, next));
      await tx.insert(CalendarVersionSchema, next);
      return next;
    });
  }

  override async seed(): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (await tx.existsBy(CalendarSchema, { name: 'service-hours' })) return;
      const first = { name: 'service-hours', definition: SERVICE_HOURS as object, version: 1 };
      await tx.insert(CalendarSchema, first);
      await tx.insert(CalendarVersionSchema, first);
    });
  }
}
