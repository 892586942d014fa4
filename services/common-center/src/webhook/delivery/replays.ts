import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { And, In, LessThan, MoreThanOrEqual, type FindOptionsWhere } from 'typeorm';
import {
  WebhookDeliverySchema,
  type DeliveryState,
  type WebhookDeliveryRow,
} from '../infra/webhook-delivery.schema.js';
import type { ReplayBody } from '../webhook.dto.js';

const FIRST = new Date('2000-01-01T00:00:00Z');
const LAST = new Date('9999-01-01T00:00:00Z');

/** Puts what is finished on its way again, under the same event ids; what waits is left alone. */
@Injectable()
export class Replays {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  one(id: string): Promise<number> {
    return this.#replay({ id, state: In(['delivered', 'failed']) });
  }

  range(endpointId: string, { from, to, state }: ReplayBody): Promise<number> {
    const states: DeliveryState[] = state === 'any' ? ['delivered', 'failed'] : [state];
    const createdAt = And(
      MoreThanOrEqual(from === undefined ? FIRST : new Date(from)),
      LessThan(to === undefined ? LAST : new Date(to)),
    );
    return this.#replay({ endpointId, state: In(states), createdAt });
  }

  async #replay(which: FindOptionsWhere<WebhookDeliveryRow>): Promise<number> {
    const again = { state: 'waiting', attempts: 0, dueAt: this.clock.now(), finishedAt: null } as const;
    const { affected } = await this.database.transaction((tx) => tx.update(WebhookDeliverySchema, which, again));
    return affected ?? 0;
  }
}
