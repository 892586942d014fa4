import { figuresReconciled } from '#libs/contracts/operations-center/monitoring-events';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Injectable } from '@nestjs/common';
import { FigureBook } from '../../figures/figures.api.js';
import { Nights } from './nights.js';
import { ReconciledSchema } from './reconciliation.schema.js';

const SAMPLE = 20;
/** Events about days follow each other. */
const SUBJECT = 'figures';

export const FIGURES = { schema: ReconciledSchema, name: 'figures' };

/** Compares the sums of a day with its intervals, and these with what was told; puts right what differs, and says so. */
@Injectable()
export class Reconciliation {
  constructor(
    private readonly figures: FigureBook,
    private readonly nights: Nights,
    private readonly outbox: Outbox,
  ) {}

  /** Safe to repeat. */
  async run(date: string): Promise<void> {
    const { contacts, differences } = await this.figures.recompute(date, false);
    const sample = differences.slice(0, SAMPLE);
    await this.nights.note(FIGURES, { date, contacts, differences: differences.length, sample });
    if (differences.length > 0) await this.figures.recompute(date, true);
    const left = differences.length === 0 ? [] : (await this.figures.recompute(date, false)).differences;
    await this.nights.settle(FIGURES, date, left.length, async (tx, night, at) => {
      const told = { date, differences: night.differences, remaining: left.length, at: at.toISOString() };
      await this.outbox.append(tx, SUBJECT, at, [outgoing(figuresReconciled, told)]);
    });
  }
}
