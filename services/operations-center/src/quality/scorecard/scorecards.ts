import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { actor } from '#libs/web/access/actor';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { IsNull, LessThan, Not, type EntityManager } from 'typeorm';
import { contentProblems } from './form-problems.js';
import {
  ScorecardSchema,
  ScorecardVersionSchema,
  type ScorecardContent,
  type ScorecardRow,
  type ScorecardVersionRow,
} from './scorecard.schema.js';

export class ScorecardNotFound extends domainError('scorecard-not-found', 'not-found') {}
export class ScorecardHasProblems extends domainError('scorecard-has-problems', 'invalid') {}
export class ScorecardRetired extends domainError('scorecard-retired', 'conflict') {}
/** Nothing can be judged by it yet. */
export class ScorecardNotPublished extends domainError('scorecard-not-published', 'conflict') {}

/** What work is judged by. */
@Injectable()
export class Scorecards {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async draft(content: ScorecardContent): Promise<ScorecardRow> {
    const updatedAt = this.clock.now();
    const nothing = { published: null, automatic: false, retired: false };
    const row = { id: newId(updatedAt), version: 1, name: content.name, draft: content, ...nothing };
    const written = { ...row, changedBy: actor(), updatedAt };
    await this.database.transaction((tx) => tx.insert(ScorecardSchema, written));
    return written;
  }

  /** @throws ScorecardNotFound, ScorecardRetired, StaleVersion */
  edit(id: string, draft: ScorecardContent): Promise<ScorecardRow> {
    return this.#change(id, () => Promise.resolve({ draft, name: draft.name }));
  }

  /** What is judged from now on is judged by this version. @throws ScorecardHasProblems, ScorecardRetired */
  publish(id: string): Promise<ScorecardRow> {
    return this.#change(id, async (tx, { draft, published }) => {
      const offending = contentProblems(draft).map(({ pointer, message }) => ({ field: pointer, pointer, message }));
      if (offending.length > 0) throw new ScorecardHasProblems('The draft cannot be published yet.', { offending });
      const number = (published ?? 0) + 1;
      const publication = { publishedBy: actor(), publishedAt: this.clock.now() };
      await tx.insert(ScorecardVersionSchema, { scorecardId: id, number, content: draft, ...publication });
      return { published: number, automatic: draft.automatic };
    });
  }

  /** Nothing more is judged by it; what was stays as it is. */
  retire(id: string): Promise<ScorecardRow> {
    return this.#change(id, () => Promise.resolve({ retired: true, automatic: false }));
  }

  /** @throws ScorecardNotFound */
  async get(id: string): Promise<ScorecardRow> {
    return found(await this.database.reader(), id);
  }

  /** The newest first. */
  async list(retired: boolean, { limit, cursor }: PageQuery): Promise<Page<ScorecardRow>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { retired, ...before }, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(ScorecardSchema, options);
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** The newest first. @throws ScorecardNotFound */
  async versions(scorecardId: string, { limit, cursor }: PageQuery): Promise<Page<ScorecardVersionRow>> {
    await this.get(scorecardId);
    const before = cursor === undefined ? {} : { number: LessThan(Number(decodeCursor(cursor, 1)[0])) };
    const options = { where: { scorecardId, ...before }, order: { number: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(ScorecardVersionSchema, options);
    return pageOf(rows, limit, ({ number }) => [String(number)]);
  }

  /** @throws ScorecardNotFound */
  async at(scorecardId: string, number: number): Promise<ScorecardVersionRow> {
    const row = await (await this.database.reader()).findOneBy(ScorecardVersionSchema, { scorecardId, number });
    if (!row) throw new ScorecardNotFound('There is no such version of a scorecard.', { scorecardId, number });
    return row;
  }

  /** The version that work is judged by now. @throws ScorecardNotFound, ScorecardRetired, ScorecardNotPublished */
  async inForce(id: string): Promise<ScorecardVersionRow> {
    const { retired } = await this.get(id);
    if (retired) throw new ScorecardRetired('Nothing is judged by it any more.', { id });
    return this.newest(id);
  }

  /** Also of one that was retired. @throws ScorecardNotFound, ScorecardNotPublished */
  async newest(id: string): Promise<ScorecardVersionRow> {
    const { published } = await this.get(id);
    if (published === null) throw new ScorecardNotPublished('It was not published yet.', { id });
    return this.at(id, published);
  }

  /** Those that work of a channel is judged by now, in the versions in force. */
  async inForceFor(channel: string): Promise<ScorecardVersionRow[]> {
    const where = { retired: false, published: Not(IsNull()) };
    const rows = await (await this.database.reader()).find(ScorecardSchema, { where, order: { id: 'ASC' } });
    const cards = await Promise.all(rows.map(({ id, published }) => this.at(id, published!)));
    return cards.filter(({ content }) => content.channels.includes(channel));
  }

  /** Those every finished ticket is judged by. */
  async automatic(): Promise<ScorecardVersionRow[]> {
    const rows = await (await this.database.reader()).findBy(ScorecardSchema, { automatic: true });
    return Promise.all(rows.map(({ id, published }) => this.at(id, published!)));
  }

  #change(
    id: string,
    change: (tx: EntityManager, row: ScorecardRow) => Promise<Partial<ScorecardRow>>,
  ): Promise<ScorecardRow> {
    return this.database.transaction(async (tx) => {
      const row = await found(tx, id);
      checkPrecondition(row);
      if (row.retired) throw new ScorecardRetired('Nothing is judged by it any more.', { id });
      const written = { changedBy: actor(), updatedAt: this.clock.now(), version: row.version + 1 };
      const changed = { ...(await change(tx, row)), ...written };
      const { affected } = await tx.update(ScorecardSchema, { id, version: row.version }, changed);
      if (affected !== 1) throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      return { ...row, ...changed };
    });
  }
}

async function found(db: EntityManager, id: string): Promise<ScorecardRow> {
  const row = await db.findOneBy(ScorecardSchema, { id });
  if (!row) throw new ScorecardNotFound('There is no such scorecard.', { id });
  return row;
}
