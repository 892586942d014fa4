import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { RoutingDecisionSchema } from '../log/routing-log.schema.js';
import { RouterView } from './router-view.js';
import type { RoutingOfContact } from './routing-explanation.dto.js';

/** Nobody reads more of them. */
const MOST = 1_000;

export class GetRouting extends Query<RoutingOfContact> {
  constructor(readonly contactId: string) {
    super();
  }
}

/** Why the contact is where it is, and what was decided about it until now. */
@QueryHandler(GetRouting)
export class GetRoutingHandler implements IQueryHandler<GetRouting> {
  constructor(
    private readonly database: Database,
    private readonly view: RouterView,
  ) {}

  async execute({ contactId }: GetRouting): Promise<RoutingOfContact> {
    const order = { seq: 'ASC', n: 'ASC' } as const;
    const db = await this.database.reader();
    const rows = await db.find(RoutingDecisionSchema, { where: { contactId }, order, take: MOST });
    const router = await this.view.now();
    const now = router.contact(contactId) ? router.explain(contactId) : null;
    return {
      now: now && { ...now, agents: [...now.agents] },
      decisions: rows.map(({ seq, at, body }) => ({
        seq,
        at: at.toISOString(),
        decision: JSON.parse(body) as Record<string, unknown>,
      })),
    };
  }
}
