import { figuresReconciled } from '#libs/contracts/monitoring-events';
import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { FigureBook } from '../../figures/figures.api.js';
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

  /** The latest day that is over and was not looked at to the end, of the last week. @returns null: there is none */
  async nextDay(): Promise<string | null> {
    const { days } = await this.figures.calendar();
    const over: string[] = [];
    let day = days.of(this.clock.now().getTime() - AFTER_MIDNIGHT_MS);
    for (let back = 0; back < DAYS_BACK; back += 1) over.push((day = days.of(day.from - 1)).date);
    const known = await (await this.database.reader()).findBy(ReconciledSchema, { date: In(over) });
    return over.find((date) => !known.some((each) => each.date === date && each.settledAt !== null)) ?? null;
  }

  /** What is found is kept and told before it is put right: whoever dies in between is followed by who goes on. Safe to repeat. */
  async run(date: string): Promise<void> {
    const { contacts, differences } = await this.figures.recompute(date, false);
    const sample = differences.slice(0, SAMPLE);
    await this.#note({ date, at: this.clock.now(), contacts, differences: differences.length, sample });
    if (differences.length > 0) await this.figures.recompute(date, true);
    const left = differences.length === 0 ? [] : (await this.figures.recompute(date, false)).differences;
    await this.#settle(date, left.length);
  }

  /** The newest first. */
  async list({ limit, cursor }: Paged): Promise<Page<Reconciled>> {
    const before = cursor === undefined ? {} : { date: LessThan(decodeCursor(cursor, 1)[0]!) };
    const reader = await this.database.reader();
    const rows = await reader.find(ReconciledSchema, { where: before, order: { date: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ date }) => [date]);
  }

  /** Once: what is found by who goes on is what was left. */
  #note(found: Omit<Reconciled, 'remaining' | 'settledAt'>): Promise<void> {
    const { date, differences } = found;
    return this.database.transaction(async (tx) => {
      if (await tx.existsBy(ReconciledSchema, { date })) return;
      await tx.insert(ReconciledSchema, { ...found, remaining: differences, settledAt: null });
      if (differences === 0) return;
      const subject = {
        cause: causeOf(date),
        name: `figures-of-${date}`,
        figure: null,
        scopeKind: 'tenant',
        scopeId: '',
      };
      await this.alerting.raise({ ...subject, severity: 'critical', steps: [RESPONSIBLE] }, differences);
      await this.alerting.comeDueOf(causeOf(date));
    });
  }

  /** What was put right clears its alert; what was not leaves it open. */
  #settle(date: string, remaining: number): Promise<void> {
    return this.database.transaction(async (tx) => {
      const at = this.clock.now();
      const { differences } = await tx.findOneByOrFail(ReconciledSchema, { date });
      await tx.update(ReconciledSchema, { date }, { remaining, settledAt: at });
      if (differences === 0) return;
      const event = outgoing(figuresReconciled, { date, differences, remaining, at: at.toISOString() });
      await this.outbox.append(tx, SUBJECT, at, [event]);
      if (remaining === 0) await this.alerting.clear(causeOf(date), 0);
    });
  }
}

function causeOf(date: string): string {
  return `reconciliation/${date}`;
}
