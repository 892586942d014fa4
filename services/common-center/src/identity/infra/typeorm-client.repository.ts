import { clientAccessEnded } from '#libs/contracts/common-center/identity/identity-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import type { Client, ClientEvent } from '../domain/client.aggregate.js';
import { Clients } from '../domain/client.repository.js';
import { ClientNotFound, ClientTaken } from '../domain/identity.errors.js';
import { ClientSchema } from './client.schema.js';

@Injectable()
export class TypeormClients extends AggregateStore<Client> implements Clients {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: ClientSchema,
      notFound: (id) => new ClientNotFound('There is no such client.', { id }),
      publish,
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

function publish(event: ClientEvent, { id: clientId }: Client): OutgoingEvent | null {
  if (event.type === 'client-registered' || event.endedAccess === null) return null;
  const reason = event.type === 'client-deactivated' ? 'deactivated' : 'secret-renewed';
  return outgoing(clientAccessEnded, { clientId, accessId: event.endedAccess, reason, at: event.at.toISOString() });
}
