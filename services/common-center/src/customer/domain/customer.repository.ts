import { Repository } from '#libs/kernel/repository';
import type { Customer } from './customer.aggregate.js';

export abstract class Customers extends Repository<Customer> {
  /** Everyone who has one of these keys, each once. */
  abstract holding(keys: readonly string[]): Promise<Customer[]>;
  /** As `update`, of two at once: both or none. */
  abstract updateBoth(oneId: string, otherId: string, change: (one: Customer, other: Customer) => void): Promise<void>;
}
