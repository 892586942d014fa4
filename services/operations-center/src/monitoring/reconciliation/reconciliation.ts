import { figuresReconciled } from '#libs/contracts/monitoring-events';
import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { FactsForgotten, FigureBook } from '../../figures/figures.api.js';
import { Alerting } from '../alert/alerting.js';
import { ReconciledSchema, type Reconciled } from './reconciliation.schema.js';

/** Events of a day are told by then. */
const AFTER_MIDNIGHT_MS = 2 * 3_600_000;
/** Nights that were missed are made up for. */
const DAYS_BACK = 7;
const SAMPLE = 20;
/** Events about days follow each other. */
const SUBJECT = 'figures';
const RESPONSIBLE = { afterSeconds: 0, people: [], roles: ['supervisor'] };

interface Paged {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Compares the sums of a day with its intervals, and these with what was told; puts right what differs, and says so. */
@Injectable()
export class Reconciliation {
  constructor(
    private readonly database: Database,
    private readonly figures: FigureBook,
    private readonly alerting: Alerting,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The latest day that is over and was not looked at, of the last week. @returns null: there is none */
  async nextDay(): Promise<string | null> {
    const { days } = await this.figures.calendar();
    const over: string[] = [];
    let day = days.of(this.clock.now().getTime() - AFTER_MIDNIGHT_MS);
    for (let back = 0; back < DAYS_BACK; back += 1) over.push((day = days.of(day.from - 1)).date);
    const known = await (await this.database.reader()).findBy(ReconciledSchema, { date: In(over) });
    return over.find((date) => !known.some((each) => each.date === date)) ?? null;
  }

  /** Safe to repeat. @returns what is kept of it; null: the facts of that day are gone */
  async run(date: string): Promise<Reconciled | null> {
    try {
      const { contacts, differences } = await this.figures.recompute(date, false);
      const remaining = differences.length === 0 ? 0 : await this.#repair(date);
      const found = { contacts, differences: differences.length, remaining, sample: differences.slice(0, SAMPLE) };
      return await this.#keep({ date, at: this.clock.now(), ...found });
    } catch (error) {
      if (error instanceof FactsForgotten) return null;
      throw error;
    }
  }

  /** The newest first. */
  async list({ limit, cursor }: Paged): Promise<Page<Reconciled>> {
    const before = cursor === undefined ? {} : { date: LessThan(decodeCursor(cursor, 1)[0]!) };
    const reader = await this.database.reader();
    const rows = await reader.find(ReconciledSchema, { where: before, order: { date: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ date }) => [date]);
  }

  /** @returns how many numbers still differ */
  async #repair(date: string): Promise<number> {
    await this.figures.recompute(date, true);
    return (await this.figures.recompute(date, false)).differences.length;
  }

  /** Together with the alert, so that none goes without the other; what was put right clears it at once. */
  #keep(reconciled: Reconciled): Promise<Reconciled> {
    const { date, at, differences, remaining } = reconciled;
    const cause = `reconciliation/${date}`;
    return this.database.transaction(async (tx) => {
      if (await tx.existsBy(ReconciledSchema, { date }))
        await tx.update(ReconciledSchema, { date }, reconciled as object);
      else await tx.insert(ReconciledSchema, reconciled as object);
      if (differences === 0) return reconciled;
      const event = outgoing(figuresReconciled, { date, differences, remaining, at: at.toISOString() });
      await this.outbox.append(tx, SUBJECT, at, [event]);
      const subject = { cause, name: `figures-of-${date}`, figure: null, scopeKind: 'tenant', scopeId: '' };
      const severity = remaining === 0 ? ('warning' as const) : ('critical' as const);
      await this.alerting.raise({ ...subject, severity, steps: [RESPONSIBLE] }, differences);
      await this.alerting.comeDueOf(cause);
      if (remaining === 0) await this.alerting.clear(cause, differences);
      return reconciled;
    });
  }
}
