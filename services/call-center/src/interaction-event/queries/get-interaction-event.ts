import { Database } from '#libs/persistence/database';
import { named, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ContactDirectory, type KnownContact } from '../../contact/contact.api.js';
import { InteractionEventNotFound } from '../domain/interaction-event.errors.js';
import { InteractionEventSchema, type InteractionEventRow } from '../infra/interaction-event.schema.js';
import { demandWithin } from './demand-within.js';
import { interactionEventView } from './interaction-event-view.js';

export class GetInteractionEvent extends Query<ReturnType<typeof interactionEventView> & { contacts: KnownContact[] }> {
  constructor(
    readonly interactionEventId: string,
    /** Whose are seen; null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

@QueryHandler(GetInteractionEvent)
export class GetInteractionEventHandler implements IQueryHandler<GetInteractionEvent> {
  constructor(
    private readonly database: Database,
    private readonly contacts: ContactDirectory,
  ) {}

  async execute({ interactionEventId: id, circle }: GetInteractionEvent) {
    const reader = await this.database.reader();
    const query = reader.createQueryBuilder<InteractionEventRow>(InteractionEventSchema, 'event');
    query.where('event.id = :id', { id });
    if (circle) query.andWhere(...named(demandWithin(circle, 'event.id'), 'seen'));
    const row = await query.getOne();
    if (!row) throw new InteractionEventNotFound('There is no such interaction event.', { id });
    return { ...interactionEventView(row), contacts: await this.contacts.get(row.contactIds) };
  }
}
