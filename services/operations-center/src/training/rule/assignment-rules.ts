import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Assigning } from '../enrolment/assigning.js';
import type { AssignmentRuleBody } from './assignment-rule.dto.js';
import { AssignmentRuleSchema, type AssignmentRuleRow, type Trigger } from './assignment-rule.schema.js';

export class AssignmentRuleNotFound extends domainError('assignment-rule-not-found', 'not-found') {}

const DAY_MS = 86_400_000;

/** Something that rules may answer. */
export interface Happening {
  readonly trigger: Trigger;
  readonly matches: readonly string[];
  readonly scorecardId?: string;
  readonly evaluationId?: string;
  readonly personId: string;
}

@Injectable()
export class AssignmentRules {
  constructor(
    private readonly database: Database,
    private readonly assigning: Assigning,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<AssignmentRuleRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where, order: { id: 'DESC' }, take: limit + 1 } as const;
    return pageOf(await (await this.database.reader()).find(AssignmentRuleSchema, options), limit, ({ id }) => [id]);
  }

  /** @throws CourseNotFound, CourseRetired, LearningPathNotFound */
  async add(body: AssignmentRuleBody): Promise<AssignmentRuleRow> {
    await this.assigning.coursesOf(body);
    const now = this.clock.now();
    const row = { id: newId(now), version: 1, updatedAt: now, ...body };
    await this.database.transaction((tx) => insertRows(tx, AssignmentRuleSchema, [row]));
    return row;
  }

  /** @throws AssignmentRuleNotFound, CourseNotFound, CourseRetired, LearningPathNotFound, StaleVersion */
  async change(id: string, body: AssignmentRuleBody): Promise<AssignmentRuleRow> {
    await this.assigning.coursesOf(body);
    return this.database.transaction(async (tx) => {
      const row = await tx.findOneBy(AssignmentRuleSchema, { id });
      if (!row) throw new AssignmentRuleNotFound('There is no such rule.', { id });
      const { version } = row;
      checkPrecondition({ id, version });
      const next = { ...body, version: version + 1, updatedAt: this.clock.now() };
      if ((await updateRows(tx, AssignmentRuleSchema, { id, version }, next)) !== 1)
        throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      return { id, ...next };
    });
  }

  /** Assigns what the rules say; what somebody has to take already is not assigned twice. */
  async apply({ trigger, matches, scorecardId, evaluationId, personId }: Happening): Promise<void> {
    if (matches.length === 0) return;
    const where = { happened: trigger, matches: In([...new Set(matches)]), enabled: true };
    for (const rule of await (await this.database.reader()).findBy(AssignmentRuleSchema, where)) {
      if (rule.scorecardId !== null && rule.scorecardId !== scorecardId) continue;
      const dueAt = new Date(this.clock.ms() + rule.dueDays * DAY_MS);
      const because = evaluationId === undefined ? {} : { evaluationId, itemKey: rule.matches };
      await this.assigning.assign(rule, [personId], { kind: trigger, by: rule.id, ...because }, dueAt);
    }
  }
}
