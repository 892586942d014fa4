import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { intervalsOf, QUARTER_MS } from '../calendar/intervals.js';
import { LocalDays, type LocalDay } from '../calendar/local-days.js';
import { FigureAgentSchema } from '../facts/fact.schema.js';
import { rememberedSince } from '../facts/remembered.js';
import { FigureSettingsSchema, THE_SETTINGS } from '../facts/settings.schema.js';
import { dayAgain, nowAgain, quarterAgain } from './cells-again.js';
import type { Difference } from './differences.js';
import { linesAgain } from './lines-again.js';
import { timesAgain } from './times-again.js';

/** Days have other hours now: it is to be asked for again. */
export class ZoneChanged extends domainError('figure-time-zone-changed', 'conflict') {}
export class FactsForgotten extends domainError('figure-facts-forgotten', 'conflict') {}

const MOST_DIFFERENCES = 200;

export interface Recomputed {
  readonly date: string;
  /** That had a part in the day. */
  readonly contacts: number;
  /** The first of them. */
  readonly differences: readonly Difference[];
  readonly isRepaired: boolean;
}

interface Day {
  readonly day: LocalDay;
  readonly days: LocalDays;
  readonly timeZone: string;
}

/**
 * Makes a day's figures again from the facts and says what is another: lines from facts, quarters from lines, the day from its
 * quarters. Piece by piece, each consistent in itself; whoever writes figures waits for a piece at most.
 */
@Injectable()
export class Recomputation {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param repair puts right what differs @throws FactsForgotten, ZoneChanged */
  async of(date: string, repair: boolean): Promise<Recomputed> {
    const { timeZone } = await (
      await this.database.reader()
    ).findOneByOrFail(FigureSettingsSchema, { id: THE_SETTINGS });
    const days = LocalDays.in(timeZone);
    const day = days.named(date);
    if (day.from < rememberedSince(this.clock.now()).getTime())
      throw new FactsForgotten('The facts of that day are not kept any more; its figures are.', { date });
    const wanted = { day, days, timeZone };
    const { contacts, differences } = await this.#lines(wanted, repair);
    differences.push(...(await this.#sums(wanted, repair)));
    const isRepaired = repair && differences.length > 0;
    return { date, contacts, differences: differences.slice(0, MOST_DIFFERENCES), isRepaired };
  }

  async #lines(wanted: Day, repair: boolean) {
    const differences: Difference[] = [];
    let contacts = 0;
    for (let after: string | null = ''; after !== null;) {
      const from: string = after;
      const piece = await this.#piece(wanted, (tx) => linesAgain(tx, wanted.day, from, repair));
      differences.push(...piece.differences);
      contacts += piece.contacts;
      after = piece.next;
    }
    return { contacts, differences };
  }

  async #sums(wanted: Day, repair: boolean): Promise<Difference[]> {
    const { day, days } = wanted;
    const differences: Difference[] = [];
    for (const { from } of intervalsOf(day, QUARTER_MS))
      differences.push(...(await this.#piece(wanted, (tx) => quarterAgain(tx, from, days, repair))));
    const agents = await (await this.database.reader()).find(FigureAgentSchema, { select: { agentId: true } });
    for (const { agentId } of agents)
      differences.push(...(await this.#piece(wanted, (tx) => timesAgain(tx, agentId, day, days, repair))));
    differences.push(...(await this.#piece(wanted, (tx) => dayAgain(tx, day, repair))));
    return [...differences, ...(await this.#piece(wanted, (tx) => nowAgain(tx, days, repair)))];
  }

  /** While nobody else writes figures. */
  #piece<T>({ timeZone }: Day, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const settings = await tx.findOneOrFail(FigureSettingsSchema, { where: { id: THE_SETTINGS }, ...lock });
      if (settings.timeZone !== timeZone) throw new ZoneChanged('The tenant has moved to another time zone.');
      return work(tx);
    });
  }
}
