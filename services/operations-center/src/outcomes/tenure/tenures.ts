import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { FigureBook } from '../../figures/figures.api.js';
import { Seniority } from '../../rostering/rostering.api.js';
import { OutcomePersonSchema } from '../rows/outcome.schema.js';
import { OutcomeSettingsBook } from '../settings/outcome-settings.js';
import { monthsAfter } from './tenure.js';

/** From when on agents are no longer new. */
@Injectable()
export class Tenures {
  constructor(
    private readonly database: Database,
    private readonly seniority: Seniority,
    private readonly settings: OutcomeSettingsBook,
    private readonly figures: FigureBook,
  ) {}

  /** Counted from what rosters say, else from when the account was made. @returns ms since the epoch; null: unknown */
  async experiencedFrom(): Promise<(agentId: string) => number | null> {
    const { days } = await this.figures.calendar();
    const { experiencedAfterMonths } = await this.settings.get();
    const accounts = await (await this.database.reader()).find(OutcomePersonSchema);
    const since = new Map(accounts.map((account) => [account.id, days.of(account.since).date]));
    for (const [agentId, date] of await this.seniority.since()) since.set(agentId, date);
    return (agentId) => {
      const date = since.get(agentId);
      return date === undefined ? null : days.named(monthsAfter(date, experiencedAfterMonths)).from;
    };
  }
}
