import { text } from 'node:stream/consumers';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { pageOf, type Page } from '#libs/kernel/page';
import { ObjectStorage, type ObjectContent } from '#libs/object-storage/object-storage';
import { Database } from '#libs/persistence/database';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { IncomingMailFilter } from '../mail.dto.js';
import { askedFor } from '../mail-filter.js';
import { MailboxProgressSchema } from '../settings/mailbox.schema.js';
import { IncomingMailSchema, MailPartSchema, type IncomingMailRow, type MailPartRow } from './incoming-mail.schema.js';
import { withShownTimes } from '../shown-times.js';
import { htmlKeyOf, partKeyOf } from './mail-parts.js';

type ShownMail = ReturnType<typeof withShownTimes<IncomingMailRow>>;

export class IncomingMailNotFound extends domainError('incoming-mail-not-found', 'not-found') {}
export class MailPartNotFound extends domainError('mail-part-not-found', 'not-found') {}
/** It waits, or something has come of it. */
export class IncomingMailNotRetriable extends domainError('incoming-mail-not-retriable', 'conflict') {}

/** Messages that came, as people look at them. */
@Injectable()
export class IncomingMails {
  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly families: CustomerFamilies,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list(filter: IncomingMailFilter): Promise<Page<ShownMail>> {
    const { limit } = filter;
    const where = await askedFor(filter, this.families);
    const reader = await this.database.reader();
    const rows = await reader.find(IncomingMailSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(withShownTimes), next };
  }

  /** @throws IncomingMailNotFound */
  async get(id: string): Promise<ShownMail & { html: string | null; parts: MailPartRow[] }> {
    const reader = await this.database.reader();
    const found = await reader.findOneBy(IncomingMailSchema, { id });
    if (!found) throw new IncomingMailNotFound('There is no such mail.', { id });
    const parts = await reader.find(MailPartSchema, { where: { mailId: id }, order: { position: 'ASC' } });
    const hasHtml = found.hasHtml && (await this.storage.head(htmlKeyOf(id)));
    const html = hasHtml ? await text((await this.storage.get(htmlKeyOf(id))).content) : null;
    return { ...withShownTimes(found), html, parts };
  }

  /** @throws MailPartNotFound */
  async part(mailId: string, position: number): Promise<MailPartRow & ObjectContent> {
    const found = await (await this.database.reader()).findOneBy(MailPartSchema, { mailId, position });
    if (!found) throw new MailPartNotFound('The mail has no such part.', { mailId, position });
    return { ...found, ...(await this.storage.get(partKeyOf(mailId, position))) };
  }

  /** From the beginning; one that was not fetched is fetched when its mailbox is read next. @throws IncomingMailNotRetriable */
  async retry(id: string): Promise<void> {
    const { mailboxId, sourceKey } = await this.get(id);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const again = { state: 'stored' as const, reason: null, attempts: 0, handledAt: null };
      const dueAt = sourceKey === null ? null : now;
      const where = { id, state: In(['failed', 'held']) };
      const { affected } = await tx.update(IncomingMailSchema, where, { ...again, dueAt });
      if (affected !== 1) throw new IncomingMailNotRetriable('Only what failed or is held can be retried.', { id });
      if (sourceKey === null) await tx.update(MailboxProgressSchema, { mailboxId }, { nextPollAt: now });
    });
  }
}
