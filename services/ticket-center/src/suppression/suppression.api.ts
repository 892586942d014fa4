import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { SuppressionSchema, type Suppression } from './suppression.schema.js';

export class SuppressionNotFound extends domainError('suppression-not-found', 'not-found') {}

/** Customers whom no plan may contact (请勿打扰). */
@Injectable()
export class Suppressions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In place of the one there was; in the caller's transaction. */
  add(customerId: string, { reason, until }: Pick<Suppression, 'reason' | 'until'>, by: string): Promise<Suppression> {
    return this.database.transaction(async (tx) => {
      const row = { customerId, reason, until, addedAt: this.clock.now(), addedBy: by };
      await tx.delete(SuppressionSchema, { customerId });
      await tx.insert(SuppressionSchema, row);
      return row;
    });
  }

  /** @param family all ids of the customer @throws SuppressionNotFound */
  async remove(family: readonly string[]): Promise<void> {
    await this.get(family);
    await this.database.transaction((tx) => tx.delete(SuppressionSchema, { customerId: In([...family]) }));
  }

  /** The newest first. @param family all ids of the customer */
  async of(family: readonly string[]): Promise<Suppression[]> {
    const options = { where: { customerId: In([...family]) }, order: { addedAt: 'DESC' } } as const;
    return (await this.database.reader()).find(SuppressionSchema, options);
  }

  /** The newest. @param family all ids of the customer @throws SuppressionNotFound */
  async get(family: readonly string[]): Promise<Suppression> {
    const [found] = await this.of(family);
    if (!found) throw new SuppressionNotFound('Nothing forbids to contact this customer.', { customerId: family[0]! });
    return found;
  }

  /** Which of them may not be contacted now. */
  async among(customerIds: readonly string[]): Promise<ReadonlySet<string>> {
    const where = { customerId: In([...customerIds]) };
    const rows = await (await this.database.reader()).findBy(SuppressionSchema, where);
    const now = this.clock.now();
    return new Set(rows.filter(({ until }) => until === null || until > now).map(({ customerId }) => customerId));
  }
}
