import { AccountIds } from '#libs/contracts/common-center/identity/identity-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { domainError } from '#libs/kernel/domain-error';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';

const TIMEOUT_MS = 2_000;

export class PersonUnknown extends domainError('person-unknown', 'invalid') {}

/** Who there is, is known to common-center. */
@Injectable()
export class People {
  constructor(private readonly client: ServiceClient) {}

  /**
   * Asks another service: never within a transaction.
   * @param ids of accounts, at most 100
   * @throws PersonUnknown when one of them is nobody's, or of somebody who has left; RemoteError when it cannot be asked now
   */
  async require(ids: readonly string[]): Promise<void> {
    const asked = [...new Set(ids)];
    if (asked.length === 0) return;
    const path = '/internal/accounts/active';
    const body = { accounts: asked };
    const request = { method: 'POST', path, body, schema: AccountIds, timeoutMs: TIMEOUT_MS } as const;
    const { accounts } = await runAsTenant(currentTenant(), () => this.client.request('common-center', request));
    const offending = asked
      .filter((id) => !accounts.includes(id))
      .map((id) => ({ field: 'person', message: `There is no active account ${id}.` }));
    if (offending.length > 0) throw new PersonUnknown('Not everybody who is named is there.', { offending });
  }
}
