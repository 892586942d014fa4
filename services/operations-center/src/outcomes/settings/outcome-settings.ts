import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { OutcomeSettingsSchema, THE_SETTINGS, type OutcomeSettings } from './outcome-settings.schema.js';

const USUAL_DAYS = 1_095;

interface OutcomeSettingsText {
  readonly firstContactDays: number;
  readonly experiencedAfterMonths: number;
  readonly keepDays: number;
}

@Injectable()
export class OutcomeSettingsBook {
  constructor(private readonly database: Database) {}

  async get(): Promise<OutcomeSettings & { keepDays: number }> {
    const db = await this.database.reader();
    const settings = await db.findOneByOrFail(OutcomeSettingsSchema, { id: THE_SETTINGS });
    return { ...settings, keepDays: settings.keepDays ?? USUAL_DAYS };
  }

  /** @throws StaleVersion */
  replace(text: OutcomeSettingsText): Promise<OutcomeSettings & OutcomeSettingsText> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const known = await tx.findOneOrFail(OutcomeSettingsSchema, { where: { id: THE_SETTINGS }, ...lock });
      checkPrecondition(known);
      const next = { ...known, ...text, version: known.version + 1 };
      await tx.update(OutcomeSettingsSchema, { id: THE_SETTINGS }, next);
      return next;
    });
  }
}
