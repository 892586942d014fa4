import { Database } from '#libs/persistence/database';
import type { RowCircle } from '#libs/persistence/within-circle';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ContactNotFound } from '../domain/contact.errors.js';
import { ContactSchema } from '../infra/contact.schema.js';
import { contactView, supervisionOf } from './contact-view.js';

export class GetContact extends Query<
  ReturnType<typeof contactView> & { supervision: ReturnType<typeof supervisionOf> }
> {
  constructor(
    readonly contactId: string,
    /** Whether who asks is shown who listens. */
    readonly withSupervision: boolean,
    /** Whose contacts are seen; null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

@QueryHandler(GetContact)
export class GetContactHandler implements IQueryHandler<GetContact> {
  constructor(private readonly database: Database) {}

  async execute({ contactId, withSupervision, circle }: GetContact) {
    const row = await (await this.database.reader()).findOneBy(ContactSchema, { id: contactId });
    const isSeen = circle === null || circle.people.includes(row?.agentId ?? '');
    if (!row || !isSeen) throw new ContactNotFound('There is no such contact.', { contactId });
    return { ...contactView(row), supervision: supervisionOf(row, withSupervision) };
  }
}
