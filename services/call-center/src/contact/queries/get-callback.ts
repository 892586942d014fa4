import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { WaitingTimes } from '../../routing/waiting-times.api.js';
import type { CallbackReceipt } from '../callback.dto.js';
import { ContactNotFound } from '../domain/contact.errors.js';
import { ContactSchema } from '../infra/contact.schema.js';

export class GetCallback extends Query<CallbackReceipt> {
  constructor(readonly contactId: string) {
    super();
  }
}

/** How long it will take. */
@QueryHandler(GetCallback)
export class GetCallbackHandler implements IQueryHandler<GetCallback> {
  constructor(
    private readonly database: Database,
    private readonly waiting: WaitingTimes,
  ) {}

  async execute({ contactId }: GetCallback): Promise<CallbackReceipt> {
    const row = await (await this.database.reader()).findOneBy(ContactSchema, { id: contactId });
    if (!row) throw new ContactNotFound('There is no such contact.', { contactId });
    const notBefore = row.course?.callback?.notBefore ?? null;
    const place = row.status === 'waiting' ? await this.waiting.of(contactId) : null;
    return {
      position: null,
      estimatedWaitMs: row.status === 'waiting' ? null : 0,
      ...place,
      notBefore: notBefore === null ? null : new Date(notBefore).toISOString(),
    };
  }
}
