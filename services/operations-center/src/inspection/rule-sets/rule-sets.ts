import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { insertRows, updateRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { KnownArticles } from './known-articles.js';
import type { RuleSetContent } from './rule.dto.js';
import { PublishedRulesSchema, RuleSetSchema, type PublishedRulesRow, type RuleSetRow } from './rule-set.schema.js';
import { Settings } from './settings.js';

export class RuleSetNotFound extends domainError('inspection-rule-set-not-found', 'not-found') {}
export class RuleSetNameTaken extends domainError('inspection-rule-set-name-taken', 'conflict') {}
export class RuleSetUntried extends domainError('inspection-rule-set-untried', 'conflict') {}

/** From a draft, tried on history, to the version by which is judged. */
@Injectable()
export class RuleSets {
  constructor(
    private readonly database: Database,
    private readonly settings: Settings,
    private readonly articles: KnownArticles,
    private readonly clock: Clock,
  ) {}

  /** @throws RulesInvalid, AnswerArticleUnknown, RuleSetNameTaken */
  async add(name: string, draft: RuleSetContent): Promise<RuleSetRow> {
    await this.#check(draft);
    const updatedAt = this.clock.now();
    const none = { triedNo: null, liveNo: null, lastNo: 0 };
    const row = { id: newId(updatedAt), version: 1, name, draft, draftNo: 1, ...none, updatedAt };
    try {
      await this.database.transaction((tx) => insertRows(tx, RuleSetSchema, [row]));
    } catch (error) {
      if (isDuplicateKey(error)) throw new RuleSetNameTaken('There are rules of this name.');
      throw error;
    }
    return row;
  }

  /** @throws RulesInvalid, AnswerArticleUnknown, RuleSetNotFound, StaleVersion */
  async changeDraft(id: string, seen: number | undefined, draft: RuleSetContent): Promise<RuleSetRow> {
    await this.#check(draft);
    return this.#changed(id, seen, async (row) => ({ ...row, draft, draftNo: row.draftNo + 1 }));
  }

  /** The draft goes live, once it was tried on history as it is. @throws RuleSetNotFound, RuleSetUntried, RulesInvalid, AnswerArticleUnknown */
  async publish(id: string, by: string): Promise<RuleSetRow> {
    const { draft } = await this.get(id);
    await this.#check(draft);
    return this.#changed(id, undefined, async (row, tx) => {
      if (row.triedNo !== row.draftNo)
        throw new RuleSetUntried('The draft goes live only after a trial of it, as it is, has ended.', { id });
      const no = row.lastNo + 1;
      const published = { ruleSetId: id, no, content: row.draft, publishedBy: by, publishedAt: this.clock.now() };
      await insertRows(tx, PublishedRulesSchema, [published]);
      return { ...row, liveNo: no, lastNo: no };
    });
  }

  /** Nothing is judged by it any more. @throws RuleSetNotFound */
  withdraw(id: string): Promise<RuleSetRow> {
    return this.#changed(id, undefined, async (row) => ({ ...row, liveNo: null }));
  }

  /** A trial of this draft has ended. */
  async tried(tx: EntityManager, id: string, draftNo: number): Promise<void> {
    await tx.update(RuleSetSchema, { id }, { triedNo: draftNo });
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<RuleSetRow>> {
    const where = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const db = await this.database.reader();
    const rows = await db.find(RuleSetSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws RuleSetNotFound */
  async get(id: string): Promise<RuleSetRow> {
    return found(await (await this.database.reader()).findOneBy(RuleSetSchema, { id }), id);
  }

  /** What was ever live, the newest first. @throws RuleSetNotFound */
  async published(ruleSetId: string): Promise<PublishedRulesRow[]> {
    await this.get(ruleSetId);
    const db = await this.database.reader();
    return db.find(PublishedRulesSchema, { where: { ruleSetId }, order: { no: 'DESC' }, take: 200 });
  }

  async publishedAs(ruleSetId: string, no: number): Promise<PublishedRulesRow> {
    return (await this.database.reader()).findOneByOrFail(PublishedRulesSchema, { ruleSetId, no });
  }

  async #check(draft: RuleSetContent): Promise<void> {
    await this.settings.check(draft);
    await this.articles.check(draft);
  }

  #changed(
    id: string,
    seen: number | undefined,
    change: (row: RuleSetRow, tx: EntityManager) => Promise<RuleSetRow>,
  ): Promise<RuleSetRow> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const row = found(await tx.findOne(RuleSetSchema, { where: { id }, ...lock }), id);
      if (seen !== undefined && seen !== row.version)
        throw new StaleVersion('It was changed by someone else in the meantime.', { id });
      const next = { ...(await change(row, tx)), version: row.version + 1, updatedAt: this.clock.now() };
      await updateRows(tx, RuleSetSchema, { id }, next);
      return next;
    });
  }
}

function found(row: RuleSetRow | null, id: string): RuleSetRow {
  if (row === null) throw new RuleSetNotFound('There are no such rules.', { id });
  return row;
}
