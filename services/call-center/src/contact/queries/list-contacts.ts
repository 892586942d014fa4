import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ContactFilter } from '../contact.dto.js';
import { CONTACT_OWNERS } from '../contact.api.js';
import { ContactSchema, type ContactRow } from '../infra/contact.schema.js';
import { contactView } from './contact-view.js';

export class ListContacts extends Query<Page<ReturnType<typeof contactView>>> {
  constructor(
    readonly filter: ContactFilter,
    /** Null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListContacts)
export class ListContactsHandler implements IQueryHandler<ListContacts> {
  constructor(
    private readonly database: Database,
    private readonly families: CustomerFamilies,
  ) {}

  async execute({ filter: { limit, cursor, customerId, ...filter }, circle }: ListContacts) {
    const reader = await this.database.reader();
    const query = reader.createQueryBuilder<ContactRow>(ContactSchema, 'contact').where(filter);
    query.andWhere(...named(withinCircle(circle, CONTACT_OWNERS), 'seen'));
    if (customerId !== undefined)
      query.andWhere('contact.customerId IN (:...ids)', { ids: await this.families.of(customerId) });
    if (cursor !== undefined) query.andWhere('contact.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('contact.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows.map(contactView), limit, ({ id }) => [id]);
  }
}
