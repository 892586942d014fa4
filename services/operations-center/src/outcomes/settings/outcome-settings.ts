import { checkPrecondition } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { OutcomeSettingsSchema, THE_SETTINGS, type OutcomeSettings } from './outcome-settings.schema.js';

@Injectable()
export class OutcomeSettingsBook {
  constructor(private readonly database: Database) {}

  async get(): Promise<OutcomeSettings> {
    return (await this.database.reader()).findOneByOrFail(OutcomeSettingsSchema, { id: THE_SETTINGS });
  }

  /** @throws StaleVersion */
  replace(text: Pick<OutcomeSettings, 'firstContactDays' | 'experiencedAfterMonths'>): Promise<OutcomeSettings> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.locksRows ? { lock: { mode: 'pessimistic_write' as const } } : {};
      const known = await tx.findOneOrFail(OutcomeSettingsSchema, { where: { id: THE_SETTINGS }, ...lock });
      checkPrecondition(known);
      const next = { ...known, ...text, version: known.version + 1 };
      await tx.update(OutcomeSettingsSchema, { id: THE_SETTINGS }, next);
      return next;
    });
  }
}
