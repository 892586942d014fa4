import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Scorecards } from '../scorecard/scorecards.js';
import { periodAt } from '../../periods.js';
import { DrawSchema, PlanSchema, type DrawRow, type PlanContent, type PlanRow } from './plan.schema.js';

export class QualityPlanNotFound extends domainError('quality-plan-not-found', 'not-found') {}
export class QualityDrawNotFound extends domainError('quality-draw-not-found', 'not-found') {}
export class RiskNotUnderstood extends domainError('risk-not-understood', 'invalid') {}

/** What is drawn for judgement. A change counts from the next period on: the one that runs is committed to. */
@Injectable()
export class Plans {
  constructor(
    private readonly database: Database,
    private readonly scorecards: Scorecards,
    private readonly clock: Clock,
  ) {}

  /** Its first period is the next one: of the one that runs somebody may know too much. */
  async make(content: PlanContent): Promise<PlanRow> {
    await this.#check(content);
    const now = this.clock.now();
    const row = { id: newId(now), version: 1, content, active: true, nextFrom: periodAt(now, content).to };
    await this.database.transaction((tx) => tx.insert(PlanSchema, row));
    return row;
  }

  /** @throws QualityPlanNotFound, StaleVersion */
  async change(id: string, content: PlanContent): Promise<PlanRow> {
    await this.#check(content);
    return this.#write(id, ({ nextFrom }) => ({ content, nextFrom: periodAt(nextFrom, content).from }));
  }

  /** @throws QualityPlanNotFound, StaleVersion */
  setActive(id: string, active: boolean): Promise<PlanRow> {
    const now = this.clock.now();
    return this.#write(id, ({ content, nextFrom }) => {
      const { to } = periodAt(now, content);
      return { active, nextFrom: active && nextFrom < to ? to : nextFrom };
    });
  }

  /** @throws QualityPlanNotFound */
  async get(id: string): Promise<PlanRow> {
    const row = await (await this.database.reader()).findOneBy(PlanSchema, { id });
    if (!row) throw new QualityPlanNotFound('There is no such plan.', { id });
    return row;
  }

  /** The newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<PlanRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where, order: { id: 'DESC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(PlanSchema, options), limit, ({ id }) => [id]);
  }

  /** The newest first. */
  async draws(planId: string, { limit, cursor }: PageQuery): Promise<Page<DrawRow>> {
    await this.get(planId);
    const before = cursor === undefined ? {} : { fromAt: LessThan(new Date(decodeCursor(cursor, 1)[0]!)) };
    const options = { where: { planId, ...before }, order: { fromAt: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(DrawSchema, options);
    return pageOf(rows, limit, ({ fromAt }) => [fromAt.toISOString()]);
  }

  /** @throws QualityDrawNotFound */
  async draw(id: string): Promise<DrawRow> {
    const row = await (await this.database.reader()).findOneBy(DrawSchema, { id });
    if (!row) throw new QualityDrawNotFound('There is no such draw.', { id });
    return row;
  }

  async #check({ scorecardId, risk, timeZone, period }: PlanContent): Promise<void> {
    await this.scorecards.inForce(scorecardId);
    periodAt(this.clock.now(), { timeZone, period });
    try {
      if (risk !== null) compileExpression(risk);
    } catch (error) {
      if (error instanceof ExpressionFault) throw new RiskNotUnderstood(error.message);
      throw error;
    }
  }

  #write(id: string, change: (row: PlanRow) => Partial<PlanRow>): Promise<PlanRow> {
    return this.database.transaction(async (tx) => {
      const row = await this.get(id);
      checkPrecondition(row);
      const changed = { ...change(row), version: row.version + 1 };
      const { affected } = await tx.update(PlanSchema, { id, version: row.version }, changed);
      if (affected !== 1) throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      return { ...row, ...changed };
    });
  }
}
