import { createHash, randomBytes } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { addDays } from '../domain/dates.js';
import { CalendarFeedNotFound } from '../domain/rostering.errors.js';
import { calendarOf } from './calendar.js';
import { CalendarFeedSchema } from './calendar-feed.schema.js';
import { OwnSchedule } from './own-schedule.js';

const SECRET_BYTES = 32;
const DAYS_BACK = 28;
const DAYS_AHEAD = 120;

/** Calendars at secret addresses, for programs that cannot log in. */
@Injectable()
export class CalendarFeeds {
  constructor(
    private readonly database: Database,
    private readonly schedule: OwnSchedule,
    private readonly clock: Clock,
  ) {}

  /** A new address; the one before is none any more. @returns its secret, which is told only now */
  async renew(agentId: string): Promise<string> {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    await this.database.transaction(async (tx) => {
      await tx.delete(CalendarFeedSchema, { agentId });
      await tx.insert(CalendarFeedSchema, { agentId, secretHash: hashOf(secret), createdAt: this.clock.now() });
    });
    return secret;
  }

  async revoke(agentId: string): Promise<void> {
    await this.database.transaction((tx) => tx.delete(CalendarFeedSchema, { agentId }));
  }

  /** @throws CalendarFeedNotFound */
  async text(secret: string): Promise<string> {
    const feed = await (await this.database.reader()).findOneBy(CalendarFeedSchema, { secretHash: hashOf(secret) });
    if (!feed) throw new CalendarFeedNotFound('There is no such calendar.');
    const now = this.clock.now();
    const today = now.toISOString().slice(0, 10);
    const [from, to] = [addDays(today, -DAYS_BACK), addDays(today, DAYS_AHEAD)];
    return calendarOf(await this.schedule.of([feed.agentId], from, to), new Date(from), new Date(to), now);
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
