import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { MergedIds } from '../customer/customer.api.js';
import { ReplySchema, SurveySchema } from './survey.schema.js';

/** What one customer replied; of anonymous surveys nobody can say. */
@Injectable()
export class RepliesOfCustomer {
  constructor(
    private readonly database: Database,
    private readonly merged: MergedIds,
  ) {}

  /** The newest first. @throws CustomerNotFound */
  async of(customerId: string, { limit, cursor }: PageQuery) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const where = { respondentId: In(await this.merged.of(customerId)), ...before };
    const db = await this.database.reader();
    const rows = await db.find(ReplySchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const surveys = await db.findBy(SurveySchema, { id: In(rows.map(({ surveyId }) => surveyId)) });
    const about = new Map(surveys.map((survey) => [survey.id, survey]));
    const shown = rows.map(({ id, surveyId, at, answers }) => {
      const { title, kind } = about.get(surveyId)!;
      return { id, surveyId, title, kind, at: at?.toISOString() ?? null, answers };
    });
    return pageOf(shown, limit, ({ id }) => [id]);
  }
}
