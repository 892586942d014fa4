import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { datesFrom } from '../domain/dates.js';
import { LeaveRequestSchema, type LeaveRequest } from './leave.schema.js';

/** When people are away. */
@Injectable()
export class LeaveDays {
  constructor(private readonly database: Database) {}

  /** Approved leave that has a day between the two. */
  async approved(agentIds: readonly string[], from: string, to: string): Promise<LeaveRequest[]> {
    if (agentIds.length === 0) return [];
    const within = { from: LessThanOrEqual(to), to: MoreThanOrEqual(from) };
    const where = { agentId: In([...agentIds]), status: 'approved' as const, ...within };
    return (await this.database.reader()).findBy(LeaveRequestSchema, where);
  }

  /** By agent, the dates of approved leave. */
  async of(agentIds: readonly string[], from: string, to: string): Promise<Map<string, Set<string>>> {
    const days = new Map<string, Set<string>>();
    for (const leave of await this.approved(agentIds, from, to)) {
      const known = days.get(leave.agentId) ?? new Set<string>();
      for (const date of datesFrom(leave.from, leave.to)) known.add(date);
      days.set(leave.agentId, known);
    }
    return days;
  }
}
