import type { PersonHolding } from '#libs/personal-data/person-holding';
import type { DatabaseDefinition } from '#libs/persistence/database';
import type { Type } from '@nestjs/common';

/** `@Inject(SERVICE_NAME) name: string`: which service this is. */
export const SERVICE_NAME = Symbol('service name');

/** What a service is made of; everything else is the same for all. */
export interface ServiceDefinition {
  /** As it is registered, e.g. `ticket-center`. */
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly module: Type;
  /** Absent for a service that keeps nothing. */
  readonly database: DatabaseDefinition;
  /** It gets an `ObjectStorage`, for what is too large for a database. */
  readonly keepsObjects?: boolean;
  /** Where it keeps what tells of people: given to them and erased when they ask for it. */
  readonly holdsOfPeople?: readonly PersonHolding[];
  /** What a new tenant starts with. */
  readonly seed?: Type<TenantSeed>;
}

/** Fills a tenant's new database; runs in the tenant's context, again after every start: it must not do things twice. */
export abstract class TenantSeed {
  abstract seed(): Promise<void>;
}
