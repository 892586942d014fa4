import { FamiliesOfCustomers } from '#libs/contracts/common-center/customer/customer-api';
import { RemoteError } from '#libs/discovery/calls/remote-error';
import type { ServiceClient } from '#libs/discovery/calls/service-client';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { Logger } from 'pino';

const TIMEOUT_MS = 2_000;
/** Of a question. */
const MOST = 500;

export type Families = ReadonlyMap<string, readonly string[]>;

/**
 * Under which ids a customer is known: merging rewrites none, so whatever is looked for by one of them is looked for by all. Asks
 * common-center, as the service, whoever looks: never within a transaction.
 */
export class CustomerFamilies {
  constructor(
    private readonly client: ServiceClient,
    private readonly logger: Logger,
  ) {}

  /** Of a customer, or of one who goes on in another; while common-center is away, what is kept by that id alone. */
  async of(customerId: string): Promise<readonly string[]> {
    try {
      return (await this.ofAll([customerId])).get(customerId)!;
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      this.logger.warn({ err: error }, 'what merged customers had is not shown');
      return [customerId];
    }
  }

  /** Of each, whoever goes on first. @throws RemoteError */
  async ofAll(customerIds: readonly string[]): Promise<Families> {
    const ids = [...new Set(customerIds)];
    const known = new Map<string, readonly string[]>();
    for (let at = 0; at < ids.length; at += MOST) {
      const some = ids.slice(at, at + MOST);
      const request = { method: 'POST', path: '/internal/customers/families', body: { ids: some } } as const;
      const options = { ...request, schema: FamiliesOfCustomers, timeoutMs: TIMEOUT_MS };
      const { families } = await runAsTenant(currentTenant(), () => this.client.request('common-center', options));
      for (const [place, id] of some.entries()) known.set(id, families[place]!);
    }
    return known;
  }
}
