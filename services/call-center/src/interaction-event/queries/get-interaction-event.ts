import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ContactDirectory, type KnownContact } from '../../contact/contact.api.js';
import { InteractionEventNotFound } from '../domain/interaction-event.errors.js';
import { InteractionEventSchema } from '../infra/interaction-event.schema.js';
import { interactionEventView } from './interaction-event-view.js';

export class GetInteractionEvent extends Query<ReturnType<typeof interactionEventView> & { contacts: KnownContact[] }> {
  constructor(readonly interactionEventId: string) {
    super();
  }
}

@QueryHandler(GetInteractionEvent)
export class GetInteractionEventHandler implements IQueryHandler<GetInteractionEvent> {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactDirectory,
  ) {}

  async execute({ interactionEventId: id }: GetInteractionEvent) {
    const row = await (await this.database.reader()).findOneBy(InteractionEventSchema, { id });
    if (!row) throw new InteractionEventNotFound('There is no such interaction event.', { id });
    return { ...interactionEventView(row), contacts: await this.contacts.get(row.contactIds) };
  }
}
