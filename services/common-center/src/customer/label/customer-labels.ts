import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { Injectable } from '@nestjs/common';
import type { CustomerDetails } from '../domain/customer-data.js';
import { LabelUnknown } from '../domain/customer.errors.js';
import { BUILT_IN_LABELS } from './built-in-labels.js';
import { CustomerLabelSchema, type CustomerLabelRow, type Dimension } from './customer-label.schema.js';

/**
 * Roles, segments and kinds of relations as the tenant has them. Roles and relations have to be on the list; segments only once the
 * tenant has put any there.
 */
@Injectable()
export class CustomerLabels {
  readonly #known: TenantMemory<readonly CustomerLabelRow[]>;

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    this.#known = new TenantMemory(clock, () => this.#load());
  }

  async list(): Promise<readonly CustomerLabelRow[]> {
    return this.#known.get({ fresh: true });
  }

  async put(row: CustomerLabelRow): Promise<void> {
    await this.database.transaction((tx) => tx.upsert(CustomerLabelSchema, row, ['dimension', 'code']));
    this.#known.forget(currentTenant());
  }

  /** What every tenant has comes back as it was. */
  async remove(dimension: Dimension, code: string): Promise<void> {
    await this.database.transaction((tx) => tx.delete(CustomerLabelSchema, { dimension, code }));
    this.#known.forget(currentTenant());
  }

  /** @throws LabelUnknown */
  async requireKnown({ roles = [], segments = [] }: Partial<CustomerDetails>): Promise<void> {
    if (roles.length + segments.length === 0) return;
    const known = await this.#known.get();
    requireAmong(known, 'role', roles);
    if (known.some(({ dimension }) => dimension === 'segment')) requireAmong(known, 'segment', segments);
  }

  /** What the other is, seen from there. @throws LabelUnknown */
  async inverseOf(relation: string): Promise<string> {
    const known = await this.#known.get();
    requireAmong(known, 'relation', [relation]);
    return known.find(({ dimension, code }) => dimension === 'relation' && code === relation)!.inverse ?? relation;
  }

  async #load(): Promise<readonly CustomerLabelRow[]> {
    const own = await (await this.database.reader()).find(CustomerLabelSchema);
    const named = new Set(own.map(nameOf));
    return [...BUILT_IN_LABELS.filter((each) => !named.has(nameOf(each))), ...own];
  }
}

function nameOf({ dimension, code }: CustomerLabelRow): string {
  return `${dimension}/${code}`;
}

function requireAmong(known: readonly CustomerLabelRow[], dimension: Dimension, codes: readonly string[]): void {
  const listed = new Set(known.filter((each) => each.dimension === dimension).map(({ code }) => code));
  const unknown = codes.find((code) => !listed.has(code));
  if (unknown === undefined) return;
  throw new LabelUnknown(`There is no ${dimension} "${unknown}".`, { field: `${dimension}s` });
}
