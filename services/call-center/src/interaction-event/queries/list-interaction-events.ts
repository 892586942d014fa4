import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, type RowCircle } from '#libs/persistence/rows/within-circle';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { InteractionEventFilter } from '../interaction-event.dto.js';
import { InteractionEventContactSchema, InteractionEventSchema } from '../infra/interaction-event.schema.js';
import { demandWithin } from './demand-within.js';
import { interactionEventView } from './interaction-event-view.js';

export class ListInteractionEvents extends Query<Page<ReturnType<typeof interactionEventView>>> {
  constructor(
    readonly filter: InteractionEventFilter,
    /** Null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListInteractionEvents)
export class ListInteractionEventsHandler implements IQueryHandler<ListInteractionEvents> {
  constructor(
    private readonly database: Database,
    private readonly families: CustomerFamilies,
  ) {}

  async execute({ filter: { limit, cursor, contactId, customerId, ...filter }, circle }: ListInteractionEvents) {
    const db = await this.database.reader();
    const query = db
      .createQueryBuilder(InteractionEventSchema, 'event')
      .where(filter)
      .orderBy('event.id', 'DESC')
      .limit(limit + 1);
    if (circle) query.andWhere(...named(demandWithin(circle, 'event.id'), 'seen'));
    if (customerId !== undefined)
      query.andWhere('event.customerId IN (:...ids)', { ids: await this.families.of(customerId) });
    if (cursor !== undefined) query.andWhere('event.id < :before', { before: decodeCursor(cursor, 1)[0] });
    if (contactId !== undefined) {
      query.innerJoin(InteractionEventContactSchema.options.name, 'link', 'link.interactionEventId = event.id');
      query.andWhere('link.contactId = :contactId', { contactId });
    }
    return pageOf((await query.getMany()).map(interactionEventView), limit, ({ id }) => [id]);
  }
}
