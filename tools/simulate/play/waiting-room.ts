import { until } from '../../until.js';
import type { Customer } from './customer.js';

/** An agent may hear of a contact before its customer knows which one it is. */
const KNOWN_WITHIN_MS = 5_000;

/** Who is behind a contact. */
export class WaitingRoom {
  readonly #customers = new Map<string, Customer>();

  add(customer: Customer): void {
    this.#customers.set(customer.contactId!, customer);
  }

  /** @throws Error when nobody is */
  find(contactId: string): Promise<Customer> {
    const look = () => Promise.resolve(this.#customers.get(contactId));
    return until(`the customer of contact ${contactId}`, look, { withinMs: KNOWN_WITHIN_MS });
  }
}
