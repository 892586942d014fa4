import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, type FindOptionsWhere } from 'typeorm';
import type { CallLeg } from '../domain/call-leg.aggregate.js';
import type { CallLegs, KnownLeg } from '../domain/call-leg.repository.js';
import { CallNotFound } from '../domain/switch.errors.js';
import { publishCallLeg } from './call-leg.outbox.js';
import { CallLegSchema, type CallLegRow } from './call-leg.schema.js';

@Injectable()
export class TypeormCallLegs extends AggregateStore<CallLeg> implements CallLegs {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: CallLegSchema,
      notFound: (callId) => new CallNotFound('There is no such call.', { callId }),
      publish: publishCallLeg,
    });
  }

  async find(callId: string): Promise<CallLeg | null> {
    return (await this.#rows({ id: callId }))[0] ?? null;
  }

  async known(callId: string): Promise<KnownLeg | null> {
    return (await this.#known({ id: callId }))[0] ?? null;
  }

  ofContact(contactId: string): Promise<readonly KnownLeg[]> {
    return this.#known({ contactId });
  }

  live(): Promise<readonly KnownLeg[]> {
    return this.#known({ state: In(['dialling', 'ringing', 'answered', 'held']) });
  }

  async #known(where: FindOptionsWhere<CallLegRow>): Promise<KnownLeg[]> {
    return (await this.#rows(where)) as unknown as KnownLeg[];
  }

  async #rows(where: FindOptionsWhere<CallLegRow>): Promise<CallLeg[]> {
    const rows = await (await this.database.reader()).find(CallLegSchema, { where, order: { id: 'ASC' } });
    return rows as unknown as CallLeg[];
  }
}
