import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ContactNotFound } from '../domain/contact.errors.js';
import { ContactSchema } from '../infra/contact.schema.js';
import { contactView } from './contact-view.js';

export class GetContact extends Query<ReturnType<typeof contactView>> {
  constructor(readonly contactId: string) {
    super();
  }
}

@QueryHandler(GetContact)
export class GetContactHandler implements IQueryHandler<GetContact> {
  constructor(private readonly database: Database) {}

  async execute({ contactId }: GetContact) {
    const row = await (await this.database.reader()).findOneBy(ContactSchema, { id: contactId });
    if (!row) throw new ContactNotFound('There is no such contact.', { contactId });
    return contactView(row);
  }
}
