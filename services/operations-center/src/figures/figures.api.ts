import type { ToldContact } from '#libs/contracts/call-center/contact-tellings-api';
import type { Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { CountedContacts, type Counting } from './answers/counted-contacts.js';
import type { AgentsQuery, CountedContact } from './answers/counted.dto.js';
import { DayFigures } from './answers/day-figures.js';
import type { DayQuery } from './answers/figure.dto.js';
import { LiveFiguresReader, type LiveFigures } from './answers/live-figures.js';
import { LocalDays } from './calendar/local-days.js';
import { FigureSettingsSchema, THE_SETTINGS } from './facts/settings.schema.js';
import { ToldContacts } from './facts/told-contacts.js';
import type { Misheard } from './facts/misheard.js';
import { Recomputation, type Recomputed } from './upkeep/recomputation.js';

export { AgentsNow } from './answers/agents-now.js';
export type { Frame, LiveFigures } from './answers/live-figures.js';
export { nameOfScope, ScopeKind, type Scope } from './answers/scope.js';
export { intervalAt, type Interval } from './calendar/intervals.js';
export { LocalDays } from './calendar/local-days.js';
export { figuresOf, type Figures } from './formulas/figures.js';
export { SERVICE_LEVELS, type ServiceLevelName } from './formulas/service-level.js';
export { COUNTS, NOTHING, STANDINGS, type Count, type Standing } from './formulas/tally.js';
export { differencesOf, type Misheard } from './facts/misheard.js';
export type { Recomputed } from './upkeep/recomputation.js';

export type CountedAgent = Awaited<ReturnType<CountedContacts['agents']>>[number];
export type { CountedContact } from './answers/counted.dto.js';

/** How the tenant counts: its days, and the length of an interval in minutes. */
export interface Calendar {
  readonly timeZone: string;
  readonly days: LocalDays;
  readonly intervalMinutes: number;
}

/** What other contexts ask of figures. */
@Injectable()
export class FigureBook {
  constructor(
    private readonly database: Database,
    private readonly reader: LiveFiguresReader,
    private readonly days: DayFigures,
    private readonly counted: CountedContacts,
    private readonly recomputation: Recomputation,
    private readonly told: ToldContacts,
  ) {}

  live(): Promise<LiveFigures> {
    return this.reader.read();
  }

  async calendar(): Promise<Calendar> {
    const reader = await this.database.reader();
    const { timeZone, intervalMinutes } = await reader.findOneByOrFail(FigureSettingsSchema, { id: THE_SETTINGS });
    return { timeZone, days: LocalDays.in(timeZone), intervalMinutes };
  }

  /** The intervals of a day, each with its figures. */
  intervals(date: string, query: DayQuery) {
    return this.days.intervals(date, query);
  }

  contacts(counting: Counting): Promise<Page<CountedContact>> {
    return this.counted.list(counting);
  }

  agents(query: AgentsQuery): Promise<CountedAgent[]> {
    return this.counted.agents(query);
  }

  /** Contacts that are not counted as call-center told of them. @param until ms since the epoch: what came later is on its way */
  misheard(contacts: readonly ToldContact[], until: number): Promise<Misheard[]> {
    return this.told.misheard(contacts, until);
  }

  makeGood(misheard: Misheard): Promise<void> {
    return this.told.makeGood(misheard);
  }

  /** @param repair puts right what differs @throws FactsForgotten, ZoneChanged */
  recompute(date: string, repair: boolean): Promise<Recomputed> {
    return this.recomputation.of(date, repair);
  }
}
