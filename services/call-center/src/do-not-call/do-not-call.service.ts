import { domainError } from '#libs/kernel/domain-error';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { NumbersOfCustomer } from '../phone-number/numbers-of-customer.api.js';
import { DoNotCall, type OptOut } from './do-not-call.api.js';
import { DoNotCallSchema, type DoNotCallEntry, type DoNotCallScope } from './do-not-call.schema.js';

export class DoNotCallNotFound extends domainError('do-not-call-not-found', 'not-found') {}

export type OptOutQuery = PageQuery & { number?: string | undefined; customerId?: string | undefined };
export type Listed = Omit<DoNotCallEntry, 'addedAt' | 'entry' | 'numberKey'> & {
  readonly scope: DoNotCallScope;
  readonly addedAt: string;
};

@Injectable()
export class DoNotCallService {
  constructor(
    private readonly register: DoNotCall,
    private readonly database: Database,
    private readonly numbers: NumbersOfCustomer,
  ) {}

  async add(optOut: OptOut): Promise<Listed> {
    return listed(await this.register.enter(optOut));
  }

  /** The newest first. @throws RemoteError while nobody can say which numbers the customer has */
  async list({ limit, cursor, number, customerId }: OptOutQuery): Promise<Page<Listed>> {
    const all = async () => (await this.database.reader()).createQueryBuilder(DoNotCallSchema, 'each').where('1 = 1');
    const numbers = customerId === undefined ? undefined : await this.numbers.of(customerId);
    const asked = number === undefined ? numbers : (numbers?.filter((each) => each === number) ?? [number]);
    const query = asked === undefined ? await all() : await this.register.entriesOf(...asked);
    if (cursor !== undefined) query.andWhere('each.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('each.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows.map(listed), limit, (row) => [row.id]);
  }

  /** @throws DoNotCallNotFound */
  async get(id: string): Promise<Listed> {
    const entry = await (await this.database.reader()).findOneBy(DoNotCallSchema, { id });
    if (!entry) throw new DoNotCallNotFound('There is no such entry.', { id });
    return listed(entry);
  }

  /** @throws DoNotCallNotFound */
  async remove(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.delete(DoNotCallSchema, { id });
      if (affected !== 1) throw new DoNotCallNotFound('There is no such entry.', { id });
    });
  }
}

function listed({ addedAt, id, number, campaignId, reason, by }: DoNotCallEntry): Listed {
  const scope = campaignId !== null ? 'campaign' : currentTenant() === PLATFORM_TENANT ? 'global' : 'tenant';
  return { id, scope, number, campaignId, reason, by, addedAt: addedAt.toISOString() };
}
