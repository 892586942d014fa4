import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThan, type EntityManager, type EntitySchema } from 'typeorm';
import { FigureBook } from '../../figures/figures.api.js';
import { Alerting } from '../alert/alerting.js';
import type { Night } from './reconciliation.schema.js';

/** Events of a day are told by then. */
const AFTER_MIDNIGHT_MS = 2 * 3_600_000;
/** Nights that were missed are made up for. */
const DAYS_BACK = 7;
const RESPONSIBLE = { afterSeconds: 0, people: [], roles: ['supervisor'] };

/** What is looked at each night: where it is written down, and what its alerts are called. */
export interface NightBook<Row extends Night> {
  readonly schema: EntitySchema<Row>;
  readonly name: string;
}

interface Paged {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What nights found: written down and told before it is put right, so that whoever dies in between is followed by who goes on. */
@Injectable()
export class Nights {
  constructor(
    private readonly database: Database,
    private readonly figures: FigureBook,
    private readonly alerting: Alerting,
    private readonly clock: Clock,
  ) {}

  /** The latest day that is over and was not looked at to the end, of the last week. @returns null: there is none */
  async next<Row extends Night>({ schema }: NightBook<Row>): Promise<string | null> {
    const { days } = await this.figures.calendar();
    const over: string[] = [];
    let day = days.of(this.clock.ms() - AFTER_MIDNIGHT_MS);
    for (let back = 0; back < DAYS_BACK; back += 1) over.push((day = days.of(day.from - 1)).date);
    const reader = await this.database.reader();
    const known = await reader.findBy<Night>(schema, { date: In(over) });
    return over.find((date) => !known.some((each) => each.date === date && each.settledAt !== null)) ?? null;
  }

  /** The newest first. */
  async list<Row extends Night>({ schema }: NightBook<Row>, { limit, cursor }: Paged): Promise<Page<Row>> {
    const where = cursor === undefined ? {} : { date: LessThan(decodeCursor(cursor, 1)[0]!) };
    const reader = await this.database.reader();
    const rows = await reader.find<Night>(schema, {
      where,
      order: { date: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows as Row[], limit, ({ date }) => [date]);
  }

  /** Once: what is found by who goes on is what was left. */
  note<Row extends Night>(
    { schema, name }: NightBook<Row>,
    found: Omit<Row, keyof Night> & Pick<Night, 'date' | 'differences'>,
  ): Promise<void> {
    const { date, differences } = found;
    const night: Night = { ...found, at: this.clock.now(), remaining: differences, settledAt: null };
    return this.database.transaction(async (tx) => {
      if (await tx.existsBy<Night>(schema, { date })) return;
      await tx.insert<Night>(schema, night);
      if (differences === 0) return;
      const cause = causeOf(name, date);
      const subject = { cause, name: `${name}-of-${date}`, figure: null, scopeKind: 'tenant', scopeId: '' };
      await this.alerting.raise({ ...subject, severity: 'critical', steps: [RESPONSIBLE] }, differences);
      await this.alerting.comeDueOf(cause);
    });
  }

  /** What was put right clears its alert; what was not leaves it open. @param also in the same transaction, where something differed */
  settle<Row extends Night>(
    { schema, name }: NightBook<Row>,
    date: string,
    remaining: number,
    also: (tx: EntityManager, night: Row, at: Date) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      const at = this.clock.now();
      const night = await tx.findOneByOrFail<Night>(schema, { date });
      await tx.update<Night>(schema, { date }, { remaining, settledAt: at });
      if (night.differences === 0) return;
      await also(tx, night as Row, at);
      if (remaining === 0) await this.alerting.clear(causeOf(name, date), 0);
    });
  }
}

function causeOf(name: string, date: string): string {
  return name === 'figures' ? `reconciliation/${date}` : `reconciliation/${name}/${date}`;
}
