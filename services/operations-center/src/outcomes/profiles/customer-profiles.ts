import {
  GroupsOfCustomers,
  RESOLVE_LIMIT,
  type GroupsOfCustomer,
} from '#libs/contracts/common-center/customer/customer-api';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { CustomerGroupSchema, ProfiledCustomerSchema, type CustomerGroup } from './customer-profile.schema.js';

const TIMEOUT_MS = 10_000;

/** By what customers are told apart, as common-center said it last. */
@Injectable()
export class CustomerProfiles {
  constructor(
    private readonly database: Database,
    private readonly client: ServiceClient,
    private readonly clock: Clock,
  ) {}

  /** What is known of a customer is no longer what it was; of whom nothing is counted, nothing is asked. */
  async changed(id: string): Promise<void> {
    const dueAt = this.clock.ms();
    await this.database.transaction((tx) => tx.update(ProfiledCustomerSchema, { id }, { dueAt }));
  }

  /**
   * Asks about some of those that are due. Who changes meanwhile stays due, who is forgotten meanwhile stays forgotten.
   * @returns whether there may be more
   * @throws RemoteProblem, ServiceUnavailable, ServiceTimeout
   */
  async ask(): Promise<boolean> {
    const db = await this.database.reader();
    const due = { where: { dueAt: Not(IsNull()) }, order: { dueAt: 'ASC' }, take: RESOLVE_LIMIT } as const;
    const customers = await db.find(ProfiledCustomerSchema, due);
    if (customers.length === 0) return false;
    const { items } = await this.client.request('common-center', {
      ...{ method: 'POST', path: '/internal/customers/groups', body: { ids: customers.map(({ id }) => id) } },
      ...{ schema: GroupsOfCustomers, timeoutMs: TIMEOUT_MS, isIdempotent: true },
    });
    const known = new Map(items.map((each) => [each.customerId, each]));
    await this.database.transaction(async (tx) => {
      const ids = In(customers.map(({ id }) => id));
      const lock = this.database.rowLock;
      const there = new Set(
        (await tx.find(ProfiledCustomerSchema, { where: { id: ids }, ...lock })).map(({ id }) => id),
      );
      await tx.delete(CustomerGroupSchema, { customerId: ids });
      const groups = items.filter(({ customerId }) => there.has(customerId)).flatMap(groupsOf);
      await insertRows(tx, CustomerGroupSchema, groups);
      for (const { id, dueAt } of customers) {
        const told = known.get(id);
        const since = told ? Date.parse(told.since) : null;
        await tx.update(ProfiledCustomerSchema, { id }, { since });
        await tx.update(ProfiledCustomerSchema, { id, dueAt: dueAt! }, { dueAt: null });
      }
    });
    return customers.length === RESOLVE_LIMIT;
  }
}

function groupsOf({ customerId, kind, roles, segments, tags }: GroupsOfCustomer): CustomerGroup[] {
  const of = (dimension: CustomerGroup['dimension'], codes: readonly string[]) =>
    [...new Set(codes)].map((code) => ({ customerId, dimension, code }));
  return [...of('kind', [kind]), ...of('role', roles), ...of('segment', segments), ...of('tag', tags)];
}
