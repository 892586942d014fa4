import {
  customerChanged,
  customerMerged,
  customerRegistered,
  customerUnmerged,
} from '#libs/contracts/common-center/customer/customer-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Customer } from '../domain/customer.aggregate.js';
import type { CustomerEvent } from '../domain/customer.events.js';

/** Only that something was, and with whom, leaves the service: everything else is personal. */
export function publishCustomer(event: CustomerEvent, { id: customerId, kind }: Customer): OutgoingEvent | null {
  switch (event.type) {
    case 'customer-registered':
      return outgoing(customerRegistered, { customerId, kind });
    case 'customer-merged':
      return outgoing(customerMerged, { customerId, mergedId: event.mergedId, mergeId: event.mergeId });
    case 'customer-unmerged':
      return outgoing(customerUnmerged, { customerId, mergedId: event.mergedId, mergeId: event.mergeId });
    case 'customer-details-added':
    case 'customer-corrected':
    case 'customer-tagged':
    case 'customer-erased':
      return outgoing(customerChanged, { customerId });
    case 'customer-merged-away':
    case 'customer-restored':
      return null;
  }
}
