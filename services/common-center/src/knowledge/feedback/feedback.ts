import { knowledgeErrorReported } from '#libs/contracts/common-center/knowledge-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Tasks } from '../task/tasks.js';
import { Usage } from '../usage/usage.js';
import { FeedbackSchema, type FeedbackRow } from './feedback.schema.js';

export interface Vote {
  readonly articleId: string;
  readonly number: number;
  readonly helpful: boolean;
  readonly comment: string | null;
  readonly by: string;
  /** Whether it is one person, who has one vote. */
  readonly isPerson: boolean;
}

export interface ErrorReport {
  readonly articleId: string;
  readonly ownerId: string;
  readonly comment: string;
  readonly by: string;
}

/** What readers say of articles. */
@Injectable()
export class Feedback {
  constructor(
    private readonly database: Database,
    private readonly usage: Usage,
    private readonly tasks: Tasks,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Who says something else takes back what they said before. */
  async vote({ articleId, number, helpful, comment, by, isPerson }: Vote): Promise<void> {
    const at = this.clock.now();
    const voteKey = isPerson ? `${articleId}:${number}:${by}` : null;
    await this.database.transaction(async (tx) => {
      const before = voteKey === null ? null : await tx.findOneBy(FeedbackSchema, { voteKey });
      const said = { helpful, comment, at };
      if (before) await tx.update(FeedbackSchema, { id: before.id }, said);
      else await insertRows(tx, FeedbackSchema, [{ id: newId(at), articleId, number, byId: by, voteKey, ...said }]);
      await this.usage.add(tx, articleId, difference(before, helpful));
    });
  }

  /** A task for the article's owner. @returns its id */
  async reportError({ articleId, ownerId, comment, by }: ErrorReport): Promise<string> {
    return this.database.transaction(async (tx) => {
      const taskId = await this.tasks.open(tx, { kind: 'error', articleId, ownerId, comment, openedBy: by });
      const told = outgoing(knowledgeErrorReported, { articleId, taskId, ownerId, by });
      await this.outbox.append(tx, taskId, this.clock.now(), [told]);
      return taskId;
    });
  }

  /** The newest first. */
  async list(articleId: string, { limit, cursor }: PageQuery) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where: { articleId, ...before }, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(FeedbackSchema, options);
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })), next };
  }
}

function difference(before: FeedbackRow | null, helpful: boolean) {
  const counts = { helpful: helpful ? 1 : 0, unhelpful: helpful ? 0 : 1 };
  if (!before) return counts;
  if (before.helpful === helpful) return {};
  return { helpful: helpful ? 1 : -1, unhelpful: helpful ? -1 : 1 };
}
