import type { GroupsOfCustomer } from '#libs/contracts/common-center/customer/customer-api';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { CustomerSchema } from '../infra/customer.schema.js';

/** By what customers are told apart; nothing that is sealed is opened for it. */
@Injectable()
export class CustomerGroups {
  constructor(private readonly database: Database) {}

  async of(ids: readonly string[]): Promise<GroupsOfCustomer[]> {
    const db = await this.database.reader();
    const select = { id: true, kind: true, roles: true, segments: true, tags: true, registeredAt: true } as const;
    const rows = await db.find(CustomerSchema, { select, where: { id: In([...ids]), erasedAt: IsNull() } });
    return rows.map(({ id, kind, roles, segments, tags, registeredAt }) => ({
      ...{ customerId: id, kind, since: registeredAt.toISOString() },
      ...{ roles: [...roles], segments: [...segments], tags: [...((tags as readonly string[] | null) ?? [])] },
    }));
  }
}
