import { leaveDecided } from '#libs/contracts/operations-center/rostering-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { foundWithin, type RowCircle } from '#libs/persistence/rows/within-circle';
import { paidMinutes } from '#libs/workforce/shifts/shift-option';
import { Injectable } from '@nestjs/common';
import { And, In, LessThan, LessThanOrEqual, MoreThanOrEqual, type EntityManager } from 'typeorm';
import type { LabourLaw } from '../domain/labour-law.js';
import { leaveDaysCounted, workDaysOf, type WorkDays } from '../domain/leave-count.js';
import { LeaveMoveRefused, LeaveRequestNotFound } from '../domain/rostering.errors.js';
import { withoutCourses } from '../domain/work-shift.js';
import { RosterShiftSchema } from '../roster/roster.schema.js';
import { ScheduleChanges } from '../roster/schedule-changes.js';
import { RosterSetup } from '../setup/roster-setup.js';
import { LeaveAllowances } from './leave-allowances.js';
import { LeaveDays } from './leave-days.js';
import type { LeaveBody, LeaveQuery } from './leave.dto.js';
import { LeaveRequestSchema, type LeaveRequest, type LeaveStatus } from './leave.schema.js';

const OPEN = ['pending', 'waiting', 'approved'] as const;

/** Who wants to be away, and who may. Everything here holds the lock of the schedules, so that no place is given twice. */
@Injectable()
export class LeaveRequests {
  constructor(
    private readonly database: Database,
    private readonly setup: RosterSetup,
    private readonly allowances: LeaveAllowances,
    private readonly leave: LeaveDays,
    private readonly changes: ScheduleChanges,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Newest first. @param circle whose; null: everybody's */
  async list({ limit, cursor, ...filter }: LeaveQuery, circle: RowCircle | null): Promise<Page<LeaveRequest>> {
    const theirs = foundWithin(circle, 'agentId', filter.agentId);
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const rows = await (
      await this.database.reader()
    ).find(LeaveRequestSchema, { where: { ...filter, ...theirs, ...before }, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws RosterSetupNotFound, LeaveMoveRefused, LeaveBalanceExceeded */
  request(agentId: string, { typeId, from, to }: LeaveBody): Promise<LeaveRequest> {
    return this.database.transaction(async (tx) => {
      const { law } = await this.setup.lockSchedules(tx);
      const { planningGroupId } = await this.setup.get('agent', agentId);
      const type = await this.setup.get('leave-type', typeId);
      const within = { from: LessThanOrEqual(to), to: MoreThanOrEqual(from) };
      if (await tx.existsBy(LeaveRequestSchema, { agentId, status: In([...OPEN]), ...within }))
        throw new LeaveMoveRefused('There is a request for some of these days.', { from, to });
      const requestedAt = this.clock.now();
      const days = leaveDaysCounted(await this.#workDays(agentId, law), law.calendar, from, to);
      const state = { id: newId(requestedAt), version: 1, status: 'pending' as const, decidedBy: null };
      const request: LeaveRequest = { ...state, agentId, planningGroupId, typeId, from, to, days, requestedAt };
      await this.allowances.checkBalance(tx, request);
      await tx.insert(LeaveRequestSchema, request);
      return type.isAutomatic ? this.#grant(tx, request, null) : request;
    });
  }

  /** One that is approved waits while its days are full. @throws LeaveRequestNotFound, LeaveMoveRefused, LeaveBalanceExceeded */
  decide(id: string, isApproved: boolean, by: string): Promise<LeaveRequest> {
    return this.#change(id, async (tx, request) => {
      if (request.status !== 'pending' && request.status !== 'waiting') throw refused(request);
      if (request.agentId === by) throw new LeaveMoveRefused('Nobody decides about their own leave.', { id });
      return isApproved ? this.#grant(tx, request, by) : this.#become(tx, request, 'declined', by);
    });
  }

  /** What it held is free for whoever waits longest. @param agentId whose it must be @throws LeaveRequestNotFound, LeaveMoveRefused */
  cancel(id: string, by: string, agentId?: string): Promise<LeaveRequest> {
    return this.#change(id, async (tx, request) => {
      if (agentId !== undefined && request.agentId !== agentId)
        throw new LeaveRequestNotFound('There is no such request.');
      if (!(OPEN as readonly LeaveStatus[]).includes(request.status)) throw refused(request);
      const cancelled = await this.#become(tx, request, 'cancelled', by);
      if (request.status === 'approved') {
        await this.allowances.use(tx, request, -1);
        await this.#letFollow(tx, request);
      }
      return cancelled;
    });
  }

  /** By their work plan, and when they can come. */
  async #workDays(agentId: string, { leastRestDaysPerWeek }: LabourLaw): Promise<WorkDays> {
    const { workPlanId, availability } = await this.setup.get('agent', agentId);
    const { patternIds, mostWeeklyMinutes } = await this.setup.get('work-plan', workPlanId);
    const patterns = await this.setup.all('pattern');
    const shifts = patternIds.flatMap((id) => {
      const pattern = patterns.get(id);
      return pattern ? [{ weekdays: pattern.weekdays, paidMinutes: paidMinutes({ startsAt: 0, ...pattern }) }] : [];
    });
    const isThere = (weekday: number) => availability.find((day) => day.weekday === weekday)?.hours !== null;
    return workDaysOf(shifts, mostWeeklyMinutes, leastRestDaysPerWeek, isThere);
  }

  /** Those who wait for a place on its days, the longest first. */
  async #letFollow(tx: EntityManager, { planningGroupId, from, to }: LeaveRequest): Promise<void> {
    const within = { from: LessThanOrEqual(to), to: MoreThanOrEqual(from) };
    const where = { planningGroupId, status: 'waiting' as const, ...within };
    for (const next of await tx.find(LeaveRequestSchema, { where, order: { requestedAt: 'ASC', id: 'ASC' } }))
      if (await this.allowances.hasRoom(tx, next)) await this.#grant(tx, next, null);
  }

  /** Shifts that begin while they are away are open for others. */
  async #grant(tx: EntityManager, request: LeaveRequest, by: string | null): Promise<LeaveRequest> {
    const { agentId, planningGroupId, from, to, status } = request;
    if (!(await this.allowances.hasPlaces(tx, request)))
      return status === 'waiting' ? request : this.#become(tx, request, 'waiting', by);
    await this.allowances.use(tx, request, 1);
    const approved = await this.#become(tx, request, 'approved', by);
    const days = await this.leave.between(from, to);
    const startsAt = And(MoreThanOrEqual(days[0]!.from), LessThan(days.at(-1)!.to));
    const shifts = await tx.findBy(RosterShiftSchema, { isPublished: true, agentId, startsAt });
    for (const { id, version, activities } of shifts) {
      const open = { agentId: null, activities: withoutCourses(activities), version: version + 1 };
      await tx.update(RosterShiftSchema, { id }, open);
    }
    const dates = shifts.map(({ date }) => date);
    if (dates.length > 0)
      await this.changes.happened(tx, { planningGroupId, agentIds: [agentId], dates, cause: 'leave' });
    return approved;
  }

  async #become(
    tx: EntityManager,
    request: LeaveRequest,
    status: Exclude<LeaveStatus, 'pending'>,
    decidedBy: string | null,
  ): Promise<LeaveRequest> {
    const { id: requestId, agentId, from, to } = request;
    const next = { ...request, status, decidedBy, version: request.version + 1 };
    await tx.update(LeaveRequestSchema, { id: requestId }, next);
    const at = this.clock.now();
    const event = outgoing(leaveDecided, { requestId, agentId, status, from, to, at: at.toISOString() });
    await this.outbox.append(tx, requestId, at, [event]);
    return next;
  }

  #change(
    id: string,
    change: (tx: EntityManager, request: LeaveRequest) => Promise<LeaveRequest>,
  ): Promise<LeaveRequest> {
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const request = await tx.findOneBy(LeaveRequestSchema, { id });
      if (!request) throw new LeaveRequestNotFound('There is no such request.', { id });
      checkPrecondition(request);
      return change(tx, request);
    });
  }
}

function refused({ id, status }: LeaveRequest): LeaveMoveRefused {
  return new LeaveMoveRefused(`It is ${status}.`, { id, facts: { status } });
}
