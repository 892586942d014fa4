import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { Between, LessThanOrEqual } from 'typeorm';
import { RuleSets } from '../rule-sets/rule-sets.js';
import { SubjectSchema } from '../subjects/subject.schema.js';
import { TrialSchema, type TrialRow } from './trial.schema.js';

export class TrialNotFound extends domainError('inspection-trial-not-found', 'not-found') {}

/** Trials of drafts; the rounds do them. */
@Injectable()
export class Trials {
  constructor(
    private readonly database: Database,
    private readonly sets: RuleSets,
    private readonly clock: Clock,
  ) {}

  /** Until now at most: what is inspected again meanwhile is not counted twice. @throws RuleSetNotFound */
  async begin(ruleSetId: string, fromAt: Date, toAt: Date, by: string): Promise<TrialRow> {
    const { draft, draftNo, liveNo } = await this.sets.get(ruleSetId);
    const now = this.clock.now();
    const until = toAt < now ? toAt : now;
    const total = await (await this.database.reader()).countBy(SubjectSchema, { inspectedAt: Between(fromAt, until) });
    const trial: TrialRow = {
      ...{ id: newId(now), ruleSetId, draftNo, draft, liveNo, fromAt, toAt: until, state: 'running', total, done: 0 },
      ...{
        cursorAt: null,
        cursorId: null,
        result: {},
        attempts: 0,
        dueAt: now,
        createdBy: by,
        createdAt: now,
        endedAt: null,
      },
    };
    await this.database.transaction((tx) => insertRows(tx, TrialSchema, [trial]));
    return trial;
  }

  /** Of a set, the newest first. */
  async list(ruleSetId: string): Promise<TrialRow[]> {
    const db = await this.database.reader();
    return db.find(TrialSchema, { where: { ruleSetId }, order: { id: 'DESC' }, take: 100 });
  }

  /** @throws TrialNotFound */
  async get(id: string): Promise<TrialRow> {
    const trial = await (await this.database.reader()).findOneBy(TrialSchema, { id });
    if (trial === null) throw new TrialNotFound('There is no such trial.', { id });
    return trial;
  }

  /** One that has ended stays ended. @throws TrialNotFound */
  async cancel(id: string): Promise<TrialRow> {
    await this.get(id);
    const cancelled = { state: 'cancelled' as const, dueAt: null, endedAt: this.clock.now() };
    await this.database.transaction((tx) => tx.update(TrialSchema, { id, state: 'running' }, cancelled));
    return this.get(id);
  }

  async due(): Promise<TrialRow[]> {
    const db = await this.database.reader();
    const where = { dueAt: LessThanOrEqual(this.clock.now()) };
    return db.find(TrialSchema, { where, order: { dueAt: 'ASC' }, take: 5 });
  }
}
