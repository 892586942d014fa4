import { ResolvedCustomers } from '#libs/contracts/common-center/customer/customer-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { domainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';
import type { ReadMail } from '../reading/read-mail.js';

/** common-center keeps no such address. */
export class SenderRefused extends domainError('mail-sender-refused', 'invalid') {}

/** Who a sender is: found by address, or registered. Never inside a transaction. */
@Injectable()
export class CustomerOfSender {
  constructor(private readonly client: ServiceClient) {}

  /** @param mailId makes it safe to repeat @throws SenderRefused */
  async of({ address, name }: ReadMail['from'], mailId: string): Promise<string> {
    const { results } = await this.client.request('common-center', {
      method: 'POST',
      path: '/internal/customers/resolve',
      body: { rows: [{ kind: 'person', name: name || address, email: address }] },
      schema: ResolvedCustomers,
      idempotencyKey: `mail-${mailId}`,
    });
    const [result] = results;
    if (!result || !('customerId' in result)) throw new SenderRefused('The sender cannot be a customer.');
    return result.customerId;
  }
}
