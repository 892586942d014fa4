import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { FigureBook, type LocalDays } from '../../figures/figures.api.js';
import { addDays, datesFrom } from '../domain/dates.js';
import type { LeaveDay } from '../domain/leave-day.js';
import { LeaveRequestSchema, type LeaveRequest } from './leave.schema.js';

/** When people are away: whole days on the tenant's calendar, whatever the clocks do in them. */
@Injectable()
export class LeaveDays {
  constructor(
    private readonly database: Database,
    private readonly figures: FigureBook,
  ) {}

  /** Approved leave that has a day between the two. */
  async approved(agentIds: readonly string[], from: string, to: string): Promise<LeaveRequest[]> {
    if (agentIds.length === 0) return [];
    const within = { from: LessThanOrEqual(to), to: MoreThanOrEqual(from) };
    const where = { agentId: In([...agentIds]), status: 'approved' as const, ...within };
    return (await this.database.reader()).findBy(LeaveRequestSchema, where);
  }

  /** By agent, the days of approved leave that touch these dates, on whatever calendar those are. */
  async of(agentIds: readonly string[], from: string, to: string): Promise<Map<string, LeaveDay[]>> {
    const [first, last] = [addDays(from, -1), addDays(to, 1)];
    const days = new Map<string, LeaveDay[]>();
    for (const leave of await this.approved(agentIds, first, last)) {
      const known = days.get(leave.agentId) ?? [];
      days.set(leave.agentId, [...known, ...(await this.between(leave.from, leave.to))]);
    }
    return days;
  }

  /** Each day from one date of the tenant's calendar to another. */
  async between(from: string, to: string): Promise<LeaveDay[]> {
    return leaveDaysOf((await this.figures.calendar()).days, from, to);
  }
}

/** @param to included */
export function leaveDaysOf(calendar: LocalDays, from: string, to: string): LeaveDay[] {
  return datesFrom(from, to).map((date) => {
    const { from: begins, to: ends } = calendar.named(date);
    return { date, from: new Date(begins), to: new Date(ends) };
  });
}
