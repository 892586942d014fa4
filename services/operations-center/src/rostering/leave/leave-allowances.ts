import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Between, LessThanOrEqual, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { datesFrom } from '../domain/dates.js';
import { LeaveBalanceExceeded } from '../domain/rostering.errors.js';
import { RosterSetup } from '../setup/roster-setup.js';
import type { AllowanceBody } from './leave.dto.js';
import {
  LeaveAllowanceSchema,
  LeaveBalanceSchema,
  LeaveRequestSchema,
  type LeaveBalance,
  type LeaveRequest,
} from './leave.schema.js';

/** Places of days, and days of people. */
@Injectable()
export class LeaveAllowances {
  constructor(
    private readonly database: Database,
    private readonly setup: RosterSetup,
  ) {}

  /** Days that have places, with those that are taken. */
  async of(planningGroupId: string, from: string, to: string) {
    const db = await this.database.reader();
    const where = { planningGroupId, date: Between(from, to) };
    const allowed = await db.find(LeaveAllowanceSchema, { where, order: { date: 'ASC' } });
    const taken = await this.#taken(db, planningGroupId, from, to);
    return allowed.map(({ date, places }) => ({ date, places, taken: taken.get(date) ?? 0 }));
  }

  async set(planningGroupId: string, { from, to, places }: AllowanceBody): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      await tx.delete(LeaveAllowanceSchema, { planningGroupId, date: Between(from, to) });
      await tx.insert(
        LeaveAllowanceSchema,
        datesFrom(from, to).map((date) => ({ planningGroupId, date, places })),
      );
    });
  }

  async balances(agentId: string): Promise<LeaveBalance[]> {
    const order = { year: 'DESC', typeId: 'ASC' } as const;
    return (await this.database.reader()).find(LeaveBalanceSchema, { where: { agentId }, order });
  }

  async grantBalance(key: Pick<LeaveBalance, 'agentId' | 'typeId' | 'year'>, granted: number): Promise<LeaveBalance> {
    await this.setup.get('leave-type', key.typeId);
    return this.database.transaction(async (tx) => {
      await this.setup.lockSchedules(tx);
      const taken = (await tx.findOneBy(LeaveBalanceSchema, key))?.taken ?? 0;
      await tx.delete(LeaveBalanceSchema, key);
      await tx.insert(LeaveBalanceSchema, { ...key, granted, taken });
      return { ...key, granted, taken };
    });
  }

  /** @throws LeaveBalanceExceeded */
  async checkBalance(tx: EntityManager, request: LeaveRequest): Promise<void> {
    const left = await this.#left(tx, request);
    if (left < request.days)
      throw new LeaveBalanceExceeded('Not so many days are left.', { facts: { left, wanted: request.days } });
  }

  /** Whether places and days are left. */
  async hasRoom(tx: EntityManager, request: LeaveRequest): Promise<boolean> {
    return (await this.hasPlaces(tx, request)) && (await this.#left(tx, request)) >= request.days;
  }

  async hasPlaces(tx: EntityManager, { planningGroupId, from, to }: LeaveRequest): Promise<boolean> {
    const allowed = await tx.findBy(LeaveAllowanceSchema, { planningGroupId, date: Between(from, to) });
    const taken = await this.#taken(tx, planningGroupId, from, to);
    return allowed.every(({ date, places }) => (taken.get(date) ?? 0) < places);
  }

  /** @param sign 1: used; −1: given back @throws LeaveBalanceExceeded */
  async use(tx: EntityManager, request: LeaveRequest, sign: 1 | -1): Promise<void> {
    if (!(await this.setup.get('leave-type', request.typeId)).hasBalance) return;
    if (sign > 0) await this.checkBalance(tx, request);
    const key = keyOf(request);
    const { taken } = await tx.findOneByOrFail(LeaveBalanceSchema, key);
    await tx.update(LeaveBalanceSchema, key, { taken: taken + sign * request.days });
  }

  async #left(tx: EntityManager, request: LeaveRequest): Promise<number> {
    if (!(await this.setup.get('leave-type', request.typeId)).hasBalance) return Infinity;
    const balance = await tx.findOneBy(LeaveBalanceSchema, keyOf(request));
    return (balance?.granted ?? 0) - (balance?.taken ?? 0);
  }

  async #taken(db: EntityManager, planningGroupId: string, from: string, to: string): Promise<Map<string, number>> {
    const within = { from: LessThanOrEqual(to), to: MoreThanOrEqual(from) };
    const approved = await db.findBy(LeaveRequestSchema, { planningGroupId, status: 'approved', ...within });
    const taken = new Map<string, number>();
    for (const request of approved)
      for (const date of datesFrom(request.from, request.to)) taken.set(date, (taken.get(date) ?? 0) + 1);
    return taken;
  }
}

function keyOf({ agentId, typeId, from }: LeaveRequest) {
  return { agentId, typeId, year: Number(from.slice(0, 4)) };
}
