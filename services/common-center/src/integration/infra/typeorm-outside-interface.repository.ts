import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { InterfaceCodeTaken, InterfaceNotFound, TooManyInterfaces } from '../domain/integration.errors.js';
import type { OutsideInterface } from '../domain/outside-interface.aggregate.js';
import { OutsideInterfaces } from '../domain/outside-interface.repository.js';
import { OutsideInterfaceJournalSchema, OutsideInterfaceSchema } from './outside-interface.schema.js';

/** Each may be watched for alarms. */
const MOST = 500;

@Injectable()
export class TypeormOutsideInterfaces extends AggregateStore<OutsideInterface> implements OutsideInterfaces {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: OutsideInterfaceSchema,
      notFound: (id) => new InterfaceNotFound('There is no such interface.', { id }),
      publish: () => null,
      journal: OutsideInterfaceJournalSchema,
    });
  }

  /** @throws InterfaceCodeTaken, TooManyInterfaces */
  override async add(outside: OutsideInterface): Promise<void> {
    try {
      await this.database.transaction(async (tx) => {
        if ((await tx.count(OutsideInterfaceSchema)) >= MOST)
          throw new TooManyInterfaces(`There are ${MOST} interfaces already.`);
        await super.add(outside);
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new InterfaceCodeTaken(`There is an interface ${outside.code} already.`, { code: outside.code });
    }
  }
}
