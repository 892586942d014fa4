import { PhonesOfCustomer } from '#libs/contracts/common-center/customer/customer-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { diallable } from './phone-number.api.js';

const TIMEOUT_MS = 2_000;

/** By which numbers a customer is found in registers of numbers. */
@Injectable()
export class NumbersOfCustomer {
  constructor(private readonly client: ServiceClient) {}

  /** In the form registers have them. Asked as the service, since whoever asks may be shown masks. @throws RemoteError */
  async of(customerId: string): Promise<string[]> {
    const request = { method: 'POST', path: '/internal/customers/phones', body: { customerId } } as const;
    const { phones } = await runAsTenant(currentTenant(), () =>
      this.client.request('common-center', { ...request, schema: PhonesOfCustomer, timeoutMs: TIMEOUT_MS }),
    );
    return [...new Set(phones.flatMap((phone) => diallable(phone) ?? []))];
  }
}
