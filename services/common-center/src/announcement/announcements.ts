import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { AnnouncementSchema, type AnnouncementRow } from './announcement.schema.js';

export class AnnouncementNotFound extends domainError('announcement-not-found', 'not-found') {}
/** What people were told stays as they were told it. */
export class AnnouncementNotDraft extends domainError('announcement-not-draft', 'conflict') {}
export class AnnouncementNotPublished extends domainError('announcement-not-published', 'conflict') {}
export class AnnouncementOver extends domainError('announcement-over', 'invalid') {}

export type AnnouncementText = Pick<
  AnnouncementRow,
  'title' | 'body' | 'audience' | 'priority' | 'mustConfirm' | 'validFrom' | 'validUntil'
>;

/** For those who write them. */
@Injectable()
export class Announcements {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async write(text: AnnouncementText, writtenBy: string): Promise<AnnouncementRow> {
    const createdAt = this.clock.now();
    const nothing = { state: 'draft' as const, tellAt: null, recipients: 0 };
    const row = { id: newId(createdAt), version: 1, ...text, ...nothing, writtenBy, createdAt };
    await this.database.transaction((tx) => tx.insert(AnnouncementSchema, row));
    return row;
  }

  /** @throws AnnouncementNotFound, AnnouncementNotDraft, StaleVersion */
  edit(id: string, text: AnnouncementText): Promise<AnnouncementRow> {
    return this.#change(id, (row) => {
      requireDraft(row);
      return text;
    });
  }

  /** People are told at once, or when it begins. @throws AnnouncementNotFound, AnnouncementNotDraft, AnnouncementOver */
  publish(id: string): Promise<AnnouncementRow> {
    return this.#change(id, (row) => {
      requireDraft(row);
      if (row.validUntil !== null && row.validUntil <= this.clock.now())
        throw new AnnouncementOver('It would be over already.', { id });
      return { state: 'published', tellAt: row.validFrom };
    });
  }

  /** Who was told is not told that; nobody sees it any more. @throws AnnouncementNotFound, AnnouncementNotPublished */
  withdraw(id: string): Promise<AnnouncementRow> {
    return this.#change(id, (row) => {
      if (row.state !== 'published') throw new AnnouncementNotPublished('It is not published.', { id });
      return { state: 'withdrawn', tellAt: null };
    });
  }

  /** @throws AnnouncementNotFound */
  async get(id: string): Promise<AnnouncementRow> {
    return found(await this.database.reader(), id);
  }

  /** The newest first. */
  async list(state: AnnouncementRow['state'], { limit, cursor }: PageQuery) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { state, ...before }, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(AnnouncementSchema, options);
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  #change(id: string, change: (row: AnnouncementRow) => Partial<AnnouncementRow>): Promise<AnnouncementRow> {
    return this.database.transaction(async (tx) => {
      const row = await found(tx, id);
      checkPrecondition(row);
      const changed = { ...change(row), version: row.version + 1 };
      const { affected } = await tx.update(AnnouncementSchema, { id, version: row.version }, changed);
      if (affected !== 1) throw new AnnouncementNotDraft('It was changed in the meantime.', { id });
      return { ...row, ...changed };
    });
  }
}

async function found(db: EntityManager, id: string): Promise<AnnouncementRow> {
  const row = await db.findOneBy(AnnouncementSchema, { id });
  if (!row) throw new AnnouncementNotFound('There is no such announcement.', { id });
  return row;
}

function requireDraft({ id, state }: AnnouncementRow): void {
  if (state !== 'draft') throw new AnnouncementNotDraft('It was published: withdraw it and write another.', { id });
}
