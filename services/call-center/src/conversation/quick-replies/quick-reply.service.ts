import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { filledIn } from '../domain/filled-in.js';
import { QuickReplySchema, type QuickReply } from './quick-reply.schema.js';

export class QuickReplyNotFound extends domainError('quick-reply-not-found', 'not-found') {}

@Injectable()
export class QuickReplyService {
  constructor(private readonly database: Database) {}

  async list(limit: number, cursor: string | undefined): Promise<Page<QuickReply>> {
    const rows = await (
      await this.database.reader()
    ).find(QuickReplySchema, {
      where: cursor === undefined ? {} : { code: MoreThan(decodeCursor(cursor, 1)[0]!) },
      order: { code: 'ASC' },
      take: limit + 1,
    });
    return pageOf(rows, limit, ({ code }) => [code]);
  }

  /** @throws QuickReplyNotFound */
  async get(code: string): Promise<QuickReply> {
    const found = await (await this.database.reader()).findOneBy(QuickReplySchema, { code });
    if (!found) throw new QuickReplyNotFound('There is no such quick reply.', { code });
    return found;
  }

  async put(code: string, text: Pick<QuickReply, 'title' | 'text'>): Promise<QuickReply> {
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(QuickReplySchema, { code });
      const next = { code, ...text, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(QuickReplySchema, { code }, next) : tx.insert(QuickReplySchema, next));
      return next;
    });
  }

  /** @throws QuickReplyNotFound */
  async remove(code: string): Promise<void> {
    await this.get(code);
    await this.database.transaction((tx) => tx.delete(QuickReplySchema, { code }));
  }

  /** The text for this case. @throws QuickReplyNotFound, VariableUnknown naming the first that is missing */
  async render(code: string, variables: Readonly<Record<string, string | number>>): Promise<string> {
    return filledIn((await this.get(code)).text, variables);
  }
}
