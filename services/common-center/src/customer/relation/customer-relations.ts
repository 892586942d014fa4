import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { CustomerRow } from '../infra/customer.schema.js';
import { CustomerLabels } from '../label/customer-labels.js';
import { Survivors } from '../queries/survivors.js';
import { CustomerRelationSchema } from './customer-relation.schema.js';

/** Nobody has as many relatives. */
const LIMIT = 500;

export class RelatedToItself extends domainError('customer-related-to-itself', 'invalid') {}

export interface Relative {
  readonly kind: string;
  readonly customer: CustomerRow;
}

/** Who is what to whom. Both directions are kept, and are there or not together. */
@Injectable()
export class CustomerRelations {
  constructor(
    private readonly database: Database,
    private readonly labels: CustomerLabels,
    private readonly survivors: Survivors,
  ) {}

  /** Of a customer and of those merged into it; those who were merged are shown as who goes on. */
  async of(ids: readonly string[]): Promise<Relative[]> {
    const where = { fromId: In([...ids]) };
    const rows = await (await this.database.reader()).find(CustomerRelationSchema, { where, take: LIMIT });
    const today = await this.survivors.of(rows.map(({ toId }) => toId));
    const relatives = rows.map(({ toId, kind }) => ({ kind, customer: today.get(toId)! }));
    const others = relatives.filter(({ customer }) => !ids.includes(customer.id));
    return [...new Map(others.map((each) => [`${each.customer.id} ${each.kind}`, each])).values()];
  }

  /** Safe to repeat. @throws LabelUnknown, CustomerNotFound, RelatedToItself */
  async relate(fromId: string, toId: string, kind: string): Promise<void> {
    if (fromId === toId) throw new RelatedToItself('Nobody is related to themselves.');
    const inverse = await this.labels.inverseOf(kind);
    await this.survivors.of([fromId, toId]);
    const both = [
      { fromId, toId, kind },
      { fromId: toId, toId: fromId, kind: inverse },
    ];
    await this.database.transaction((tx) => tx.upsert(CustomerRelationSchema, both, ['fromId', 'toId', 'kind']));
  }

  /** Also what was told of those merged into them. Safe to repeat. @throws LabelUnknown */
  async unrelate(fromIds: readonly string[], toIds: readonly string[], kind: string): Promise<void> {
    const inverse = await this.labels.inverseOf(kind);
    const [from, to] = [In([...fromIds]), In([...toIds])];
    await this.database.transaction(async (tx) => {
      await tx.delete(CustomerRelationSchema, { fromId: from, toId: to, kind });
      await tx.delete(CustomerRelationSchema, { fromId: to, toId: from, kind: inverse });
    });
  }
}
