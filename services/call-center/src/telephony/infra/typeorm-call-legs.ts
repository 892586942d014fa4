import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { readRows, type Exactly } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
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
    const [leg] = await this.#rows({ id: callId });
    return (leg as unknown as CallLeg | undefined) ?? null;
  }

  async known(callId: string): Promise<KnownLeg | null> {
    const [leg] = await this.#rows({ id: callId });
    return (leg as unknown as KnownLeg | undefined) ?? null;
  }

  async ofContact(contactId: string): Promise<readonly KnownLeg[]> {
    return await this.#rows({ contactId });
  }

  async live(): Promise<readonly KnownLeg[]> {
    const where = { state: In(['dialling', 'ringing', 'answered', 'held']) };
    const legs = await (await this.database.reader()).find(CallLegSchema, { where, order: { id: 'ASC' } });
    return legs;
  }

  async #rows(where: Exactly<CallLegRow>): Promise<CallLegRow[]> {
    return readRows(await this.database.reader(), CallLegSchema, where, { order: 'id' });
  }
}
