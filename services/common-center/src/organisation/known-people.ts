import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetActiveAccounts } from '../identity/active-accounts.api.js';
import { OrganisationMemberUnknown } from './domain/organisation.errors.js';

@Injectable()
export class KnownPeople {
  constructor(private readonly queries: QueryBus) {}

  /** @throws OrganisationMemberUnknown when one of them is nobody's account, or of somebody who has left */
  async require(ids: readonly string[]): Promise<void> {
    const asked = [...new Set(ids)];
    if (asked.length === 0) return;
    const there = new Set(await this.queries.execute(new GetActiveAccounts(asked)));
    const offending = asked
      .filter((id) => !there.has(id))
      .map((id) => ({ field: 'memberIds', message: `There is no active account ${id}.` }));
    if (offending.length > 0)
      throw new OrganisationMemberUnknown('Not everybody who is named is there.', { offending });
  }
}
