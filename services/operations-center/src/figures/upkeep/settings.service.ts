import { Clock } from '#libs/kernel/clock';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LocalDays } from '../calendar/local-days.js';
import { FigureSettingsSchema, THE_SETTINGS, type FigureSettings } from '../facts/settings.schema.js';
import { rebuildDay } from './day-cells.js';

@Injectable()
export class FigureSettingsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async get(): Promise<FigureSettings> {
    return (await this.database.reader()).findOneByOrFail(FigureSettingsSchema, { id: THE_SETTINGS });
  }

  /** In another zone the day has other hours: the one that goes on is added up anew. @throws TimeZoneUnknown, StaleVersion */
  replace(text: Pick<FigureSettings, 'timeZone' | 'intervalMinutes'>): Promise<FigureSettings> {
    const days = LocalDays.in(text.timeZone);
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const { version, timeZone } = await tx.findOneOrFail(FigureSettingsSchema, {
        where: { id: THE_SETTINGS },
        ...lock,
      });
      if ((currentContext()?.precondition?.version ?? version) !== version)
        throw new StaleVersion('It was changed by someone else in the meantime.');
      const next = { ...text, version: version + 1 };
      await tx.update(FigureSettingsSchema, { id: THE_SETTINGS }, next);
      if (timeZone !== text.timeZone) await rebuildDay(tx, days.of(this.clock.ms()));
      return { id: THE_SETTINGS, ...next };
    });
  }
}
