import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { UnknownReference } from '../routing-setup/routing-setup.errors.api.js';
import { QueueDefinition, type CallbackRule } from './queue.dto.js';
import { QueueSchema, type Queue } from './queue.schema.js';

export type { CallbackRule };

/** What other contexts ask of queues. */
@Injectable()
export class Queues {
  constructor(private readonly database: Database) {}

  /** As they are now. */
  async all(): Promise<Queue[]> {
    return (await this.database.reader()).find(QueueSchema);
  }

  /** @throws UnknownReference naming the first that does not exist */
  async refuseUnknown(ids: readonly string[]): Promise<void> {
    const rows = await (await this.database.reader()).findBy(QueueSchema, { id: In([...ids]) });
    const unknown = ids.find((id) => !rows.some((row) => row.id === id));
    if (unknown !== undefined) throw new UnknownReference('There is no such queue.', { queueId: unknown });
  }

  async anyFollows(planId: string): Promise<boolean> {
    return (await this.database.reader()).existsBy(QueueSchema, { planId });
  }
}

/** How the queue calls back; as usual where it never said so. */
export function callbackRuleOf(queue: Pick<Queue, 'definition'> | undefined): CallbackRule {
  return QueueDefinition.shape.callback.parse(queue?.definition.callback);
}
