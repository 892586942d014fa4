import { businessDuration } from '#libs/business-time/business-duration';
import { addBusinessTime } from '#libs/business-time/business-time';
import { Calendar } from '#libs/business-time/calendar';
import { Clock } from '#libs/kernel/clock';
import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { QualitySettingsSchema, type QualitySettings, type QualitySettingsRow } from './quality-settings.schema.js';

export const THE_SETTINGS = 'tenant';
const DAY = [{ from: '09:00', to: '18:00' }];

/** What a new tenant starts with. */
export const FIRST_SETTINGS: QualitySettingsRow = {
  id: THE_SETTINGS,
  version: 1,
  content: {
    calendar: {
      timeZone: 'UTC',
      weekly: { monday: DAY, tuesday: DAY, wednesday: DAY, thursday: DAY, friday: DAY },
      ...{ holidays: [], extraWorkingDays: [], worksExtraDays: true },
    },
    ...{ appealWithin: 'P3D', reviewWithin: 'P2D', evaluateWithin: 'P5D' },
  },
};

/** By when things are to be done, in the working time of the tenant's quality desk. */
@Injectable()
export class Deadlines {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** From now on. */
  async until(what: Exclude<keyof QualitySettings, 'calendar'>): Promise<Date> {
    const { content } = await this.get();
    return this.after(this.clock.now(), content[what], content);
  }

  /** @param within a business duration */
  after(from: Date, within: string, { calendar }: Pick<QualitySettings, 'calendar'>): Date {
    const days = new Calendar(calendar);
    return addBusinessTime(days, from, businessDuration(within, days));
  }

  async get(): Promise<QualitySettingsRow> {
    return (await this.database.reader()).findOneByOrFail(QualitySettingsSchema, { id: THE_SETTINGS });
  }

  /** @throws StaleVersion, DomainError where the calendar makes no sense */
  replace(content: QualitySettings): Promise<QualitySettingsRow> {
    for (const within of [content.appealWithin, content.reviewWithin, content.evaluateWithin])
      this.after(this.clock.now(), within, content);
    return this.database.transaction(async (tx) => {
      const row = await this.get();
      checkPrecondition(row);
      const { version } = row;
      const changed = { content, version: version + 1 };
      const { affected } = await tx.update(QualitySettingsSchema, { id: THE_SETTINGS, version }, changed);
      if (affected !== 1) throw new StaleVersion('They were changed in the meantime.');
      return { ...row, ...changed };
    });
  }
}
