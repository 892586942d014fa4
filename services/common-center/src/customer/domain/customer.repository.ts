import { Repository } from '#libs/kernel/repository';
import type { Customer } from './customer.aggregate.js';

export abstract class Customers extends Repository<Customer> {
  /** Everyone who has one of these identities, each once. */
  abstract withIdentity(keys: readonly string[]): Promise<Customer[]>;
  /** Everyone who can be reached at one of these, each once. */
  abstract reachableAt(keys: readonly string[]): Promise<Customer[]>;
}
