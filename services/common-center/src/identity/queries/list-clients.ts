import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ClientView } from '../client.dto.js';
import { ClientSchema, type ClientRow } from '../infra/client.schema.js';

/** A tenant has a handful of them: no pages. */
export class ListClients extends Query<{ items: ClientView[] }> {}

@QueryHandler(ListClients)
export class ListClientsHandler implements IQueryHandler<ListClients> {
  constructor(private readonly database: Database) {}

  async execute(): Promise<{ items: ClientView[] }> {
    const rows = await (await this.database.reader()).find(ClientSchema, { order: { id: 'ASC' } });
    return { items: rows.map(clientView) };
  }
}

function clientView({ id, version, name, roles, active, createdAt }: ClientRow): ClientView {
  return { id, version, name, roles, active, createdAt: createdAt.toISOString() };
}
