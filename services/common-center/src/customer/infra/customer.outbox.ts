import { customerRegistered } from '#libs/contracts/common-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Customer } from '../domain/customer.aggregate.js';
import type { CustomerEvent } from '../domain/customer.events.js';

/** Only that there is a new customer leaves the service: everything else is personal. */
export function publishCustomer({ type }: CustomerEvent, { id: customerId, kind }: Customer): OutgoingEvent | null {
  return type === 'customer-registered' ? outgoing(customerRegistered, { customerId, kind }) : null;
}
