import { mfaEnrolled, mfaRemoved } from '#libs/contracts/common-center/identity/identity-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import type { Authenticator } from '../domain/authenticator.aggregate.js';
import { Authenticators } from '../domain/authenticator.repository.js';
import { MfaActive, MfaInactive } from '../domain/mfa.errors.js';
import { AuthenticatorSchema } from './authenticator.schema.js';

@Injectable()
export class TypeormAuthenticators extends AggregateStore<Authenticator> implements Authenticators {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: AuthenticatorSchema,
      notFound: () => new MfaInactive('There is no second factor.'),
      publish: ({ type, by }, { id: accountId }) =>
        outgoing(type === 'mfa-enrolled' ? mfaEnrolled : mfaRemoved, { accountId, by }),
    });
  }

  override async add(authenticator: Authenticator): Promise<void> {
    await super.add(authenticator).catch((error: unknown) => {
      throw isDuplicateKey(error) ? new MfaActive('A second factor is being enrolled already.') : error;
    });
  }

  async find(id: string): Promise<Authenticator | null> {
    const db = await this.database.reader();
    return (await db.findOneBy(AuthenticatorSchema, { id })) as unknown as Authenticator | null;
  }
}
