import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { MoreThan, Not } from 'typeorm';
import { IncidentSchema } from './radar/incident.schema.js';

/** What customers come about far more often than usual. */
export interface HotTopic {
  readonly topic: string;
  /** In the window it bursts in. */
  readonly count: number;
  /** What was to be expected there. */
  readonly expected: number;
  readonly since: Date;
}

/** An incident that was not seen for so long is over. */
const NOW_MS = 3_600_000;

/** What other contexts ask about topics. */
@Injectable()
export class HotTopics {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What the radar sees now and nobody has dismissed, the most surprising first. */
  async now(): Promise<HotTopic[]> {
    const since = new Date(this.clock.ms() - NOW_MS);
    const incidents = await (
      await this.database.reader()
    ).find(IncidentSchema, {
      where: { lastAt: MoreThan(since), state: Not('dismissed') },
      order: { surprise: 'DESC' },
    });
    return incidents.map(({ terms, observed, expected, firstAt }) => ({
      ...{ topic: terms[0]!, count: observed, expected: Number(expected) / 1_000, since: firstAt },
    }));
  }
}
