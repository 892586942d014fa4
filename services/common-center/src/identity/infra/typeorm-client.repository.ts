import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import type { Client } from '../domain/client.aggregate.js';
import { Clients } from '../domain/client.repository.js';
import { ClientNotFound, ClientTaken } from '../domain/identity.errors.js';
import { ClientSchema } from './client.schema.js';

@Injectable()
export class TypeormClients extends AggregateStore<Client> implements Clients {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: ClientSchema,
      notFound: (id) => new ClientNotFound('There is no such client.', { id }),
      publish: () => null,
    });
  }

  override async add(client: Client): Promise<void> {
    await super.add(client).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new ClientTaken('This client id is taken.', { id: client.id }) : error;
    });
  }

  async find(id: string): Promise<Client | null> {
    const db = await this.database.reader();
    return (await db.findOneBy(ClientSchema, { id })) as unknown as Client | null;
  }
}
