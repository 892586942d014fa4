import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { NumbersOfCustomer } from '../phone-number/numbers-of-customer.api.js';
import { Consents } from './consent.api.js';
import { ConsentSchema, type Consent } from './consent.schema.js';

export class ConsentNotFound extends domainError('consent-not-found', 'not-found') {}

export type ConsentQuery = PageQuery & { number?: string | undefined; customerId?: string | undefined };
export type GivenConsent = ReturnType<typeof shown>;

@Injectable()
export class ConsentService {
  constructor(
    private readonly consents: Consents,
    private readonly database: Database,
    private readonly numbers: NumbersOfCustomer,
    private readonly clock: Clock,
  ) {}

  async add(given: Omit<Consent, 'id' | 'withdrawnAt' | 'numberKey'>): Promise<GivenConsent> {
    const row = { id: newId(this.clock.now()), ...given, numberKey: given.number, withdrawnAt: null };
    await this.database.transaction((tx) => tx.insert(ConsentSchema, row));
    return shown(row);
  }

  /** Once more changes nothing. @throws ConsentNotFound */
  async withdraw(id: string): Promise<GivenConsent> {
    return this.database.transaction(async (tx) => {
      await tx.update(ConsentSchema, { id, withdrawnAt: IsNull() }, { withdrawnAt: this.clock.now() });
      const consent = await tx.findOneBy(ConsentSchema, { id });
      if (!consent) throw new ConsentNotFound('There is no such consent.', { id });
      return shown(consent);
    });
  }

  /** The newest first. @throws RemoteError while nobody can say which numbers the customer has */
  async list({ limit, cursor, number, customerId }: ConsentQuery): Promise<Page<GivenConsent>> {
    const all = async () => (await this.database.reader()).createQueryBuilder(ConsentSchema, 'each').where('1 = 1');
    const numbers = customerId === undefined ? undefined : await this.numbers.of(customerId);
    const asked = number === undefined ? numbers : (numbers?.filter((each) => each === number) ?? [number]);
    const query = asked === undefined ? await all() : await this.consents.givenFor(...asked);
    if (cursor !== undefined) query.andWhere('each.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('each.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows.map(shown), limit, (row) => [row.id]);
  }
}

function shown({ givenAt, expiresAt, withdrawnAt, numberKey: _, ...consent }: Consent) {
  return {
    ...consent,
    givenAt: givenAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
  };
}
