import { eventContracts } from '#libs/contracts/event-catalogue';
import { Injectable } from '@nestjs/common';
import { OutsidePost } from '../../outbound/outside-post.api.js';
import { matches } from '../domain/event-pattern.js';
import type { EndpointText } from '../domain/webhook-endpoint.aggregate.js';
import { EventTypeUnknown } from '../domain/webhook-endpoint.errors.js';

/** What is to be true of an endpoint before it is kept. */
@Injectable()
export class EndpointChecks {
  constructor(private readonly outside: OutsidePost) {}

  /** @throws AddressNotOutside, EventTypeUnknown */
  require({ url, eventTypes }: EndpointText): void {
    this.outside.refuseInside(url);
    const known = [...eventContracts.keys()];
    const offending = eventTypes
      .filter((pattern) => !known.some((type) => matches(pattern, type)))
      .map((pattern) => ({ field: 'eventTypes', message: `there is no event ${pattern}` }));
    if (offending.length > 0) throw new EventTypeUnknown('There are no such events.', { offending });
  }
}
