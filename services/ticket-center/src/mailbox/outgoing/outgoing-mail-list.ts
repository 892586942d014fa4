import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { OutgoingMailFilter } from '../mail.dto.js';
import { askedFor } from '../mail-filter.js';
import { withShownTimes } from '../shown-times.js';
import { OutgoingMailSchema, type OutgoingMailRow } from './outgoing-mail.schema.js';

type ShownMail = ReturnType<typeof withShownTimes<OutgoingMailRow>>;

export class OutgoingMailNotFound extends domainError('outgoing-mail-not-found', 'not-found') {}
/** It waits, or was sent. */
export class OutgoingMailNotRetriable extends domainError('outgoing-mail-not-retriable', 'conflict') {}

/** Messages that go out, as people look at them. */
@Injectable()
export class OutgoingMailList {
  constructor(
    private readonly database: Database,
    private readonly families: CustomerFamilies,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list(filter: OutgoingMailFilter): Promise<Page<ShownMail>> {
    const { limit } = filter;
    const where = await askedFor(filter, this.families);
    const reader = await this.database.reader();
    const rows = await reader.find(OutgoingMailSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(withShownTimes), next };
  }

  /** As if it had never been tried. @throws OutgoingMailNotFound, OutgoingMailNotRetriable */
  async retry(id: string): Promise<ShownMail> {
    return this.database.transaction(async (tx) => {
      const again = { state: 'waiting' as const, attempts: 0, dueAt: this.clock.now() };
      const { affected } = await tx.update(OutgoingMailSchema, { id, state: In(['failed', 'bounced']) }, again);
      const found = await tx.findOneBy(OutgoingMailSchema, { id });
      if (!found) throw new OutgoingMailNotFound('There is no such mail.', { id });
      if (affected !== 1) throw new OutgoingMailNotRetriable('Only what failed or bounced can be retried.', { id });
      return withShownTimes(found);
    });
  }
}
