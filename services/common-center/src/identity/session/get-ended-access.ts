import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { IsNull, MoreThan, Not } from 'typeorm';
import { LONGEST_TOKEN_MS } from '../domain/client.aggregate.js';
import { ClientSchema } from '../infra/client.schema.js';
import { SessionSchema } from './infra/session.schema.js';

export class GetEndedAccess extends Query<string[]> {}

/** Log-ins and access of clients that ended so lately that tokens of theirs may still hold. */
@QueryHandler(GetEndedAccess)
export class GetEndedAccessHandler implements IQueryHandler<GetEndedAccess> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<string[]> {
    const db = await this.database.reader();
    const since = new Date(this.clock.ms() - LONGEST_TOKEN_MS);
    const sessions = await db.find(SessionSchema, { select: { id: true }, where: { endedAt: MoreThan(since) } });
    const clients = await db.find(ClientSchema, { where: { endedAccess: Not(IsNull()) } });
    const access = clients.flatMap(({ endedAccess }) => endedAccess!);
    return [...sessions, ...access.filter(({ at }) => new Date(at) > since)].map(({ id }) => id);
  }
}
