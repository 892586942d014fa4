import { createHash, randomBytes } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { LessThan, type EntityManager } from 'typeorm';
import { GetMembersOf } from '../identity/membership.api.js';
import { SurveySchema, type SurveyRow } from './survey.schema.js';

export class SurveyNotFound extends domainError('survey-not-found', 'not-found') {}
/** Once somebody may have replied, its questions stay. */
export class SurveyNotDraft extends domainError('survey-not-draft', 'conflict') {}
export class SurveyNotOpen extends domainError('survey-not-open', 'conflict') {}

export type SurveyText = Pick<
  SurveyRow,
  'title' | 'kind' | 'questions' | 'audience' | 'isAnonymous' | 'fewestReplies' | 'closesAt'
>;

/** For those who ask. */
@Injectable()
export class Surveys {
  constructor(
    private readonly database: Database,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  async write(text: SurveyText): Promise<SurveyRow> {
    const createdAt = this.clock.now();
    const nothing = { state: 'draft' as const, opensAt: null, invited: null, replies: 0 };
    const salt = randomBytes(24).toString('base64url');
    const row = { id: newId(createdAt), version: 1, ...text, ...nothing, salt, createdAt };
    await this.database.transaction((tx) => tx.insert(SurveySchema, row));
    return row;
  }

  /** @throws SurveyNotFound, SurveyNotDraft, StaleVersion */
  edit(id: string, text: SurveyText): Promise<SurveyRow> {
    return this.#change(id, ['draft'], text);
  }

  /** Who is of its audience now is asked. @throws SurveyNotFound, SurveyNotDraft */
  async open(id: string): Promise<SurveyRow> {
    const { audience } = await this.get(id);
    const invited = audience.length === 0 ? null : (await this.queries.execute(new GetMembersOf(audience))).length;
    return this.#change(id, ['draft'], { state: 'open', opensAt: this.clock.now(), invited });
  }

  /** @throws SurveyNotFound, SurveyNotOpen */
  close(id: string): Promise<SurveyRow> {
    return this.#change(id, ['open'], { state: 'closed', closesAt: this.clock.now() });
  }

  /** @throws SurveyNotFound */
  async get(id: string): Promise<SurveyRow> {
    return found(await this.database.reader(), id);
  }

  /** The newest first. */
  async list(state: SurveyRow['state'], { limit, cursor }: PageQuery) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { state, ...before }, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(SurveySchema, options);
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  #change(id: string, from: readonly SurveyRow['state'][], change: Partial<SurveyRow>): Promise<SurveyRow> {
    return this.database.transaction(async (tx) => {
      const row = await found(tx, id);
      checkPrecondition(row);
      const changed = { ...change, version: row.version + 1 };
      const { affected } = from.includes(row.state)
        ? await tx.update(SurveySchema, { id, version: row.version, state: row.state }, changed)
        : { affected: 0 };
      if (affected === 1) return { ...row, ...changed };
      throw from.includes('open')
        ? new SurveyNotOpen('It is not open.', { id })
        : new SurveyNotDraft('It was opened: write another.', { id });
    });
  }
}

export async function found(db: EntityManager, id: string): Promise<SurveyRow> {
  const row = await db.findOneBy(SurveySchema, { id });
  if (!row) throw new SurveyNotFound('There is no such survey.', { id });
  return row;
}

/** The same for the same respondent, and without its salt nobody's. */
export function replyKeyOf({ salt }: SurveyRow, respondent: string): string {
  return createHash('sha256').update(`${salt}\n${respondent}`).digest('hex');
}
