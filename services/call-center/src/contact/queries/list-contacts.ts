import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import type { ContactFilter } from '../contact.dto.js';
import { ContactSchema } from '../infra/contact.schema.js';
import { contactView } from './contact-view.js';

export class ListContacts extends Query<Page<ReturnType<typeof contactView>>> {
  constructor(readonly filter: ContactFilter) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListContacts)
export class ListContactsHandler implements IQueryHandler<ListContacts> {
  constructor(private readonly database: Database) {}

  async execute({ filter: { limit, cursor, ...filter } }: ListContacts) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const rows = await (
      await this.database.reader()
    ).find(ContactSchema, {
      where: { ...filter, ...before },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows.map(contactView), limit, ({ id }) => [id]);
  }
}
