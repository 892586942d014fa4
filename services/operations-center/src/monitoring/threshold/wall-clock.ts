import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { FigureBook } from '../../figures/figures.api.js';
import { quietFor, type QuietHours } from '../domain/quiet-hours.js';

const MINUTE_MS = 60_000;

/** The tenant's clock on the wall. */
@Injectable()
export class WallClock {
  constructor(
    private readonly figures: FigureBook,
    private readonly clock: Clock,
  ) {}

  /** Until when nobody is to be told; null: now is as good as any time. */
  async quietUntil(hours: QuietHours | null): Promise<Date | null> {
    if (hours === null) return null;
    const now = this.clock.now();
    const { timeZone } = await this.figures.calendar();
    const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const [hour, minute] = time.format(now).split(':').map(Number) as [number, number];
    const minutes = quietFor(hours, hour * 60 + minute);
    const thisMinute = now.getTime() - (now.getTime() % MINUTE_MS);
    return minutes === 0 ? null : new Date(thisMinute + minutes * MINUTE_MS);
  }
}
