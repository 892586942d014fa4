import { Database } from '#libs/persistence/database';
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
  ) {
    super();
  }
}

@QueryHandler(GetContact)
export class GetContactHandler implements IQueryHandler<GetContact> {
  constructor(private readonly database: Database) {}

  async execute({ contactId, withSupervision }: GetContact) {
    const row = await (await this.database.reader()).findOneBy(ContactSchema, { id: contactId });
    if (!row) throw new ContactNotFound('There is no such contact.', { contactId });
    return { ...contactView(row), supervision: supervisionOf(row, withSupervision) };
  }
}
