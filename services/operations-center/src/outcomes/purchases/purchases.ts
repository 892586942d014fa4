import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { countsAs } from '../customers/merged-customers.js';
import { PurchaseSchema, type Purchase } from './purchase.schema.js';

/** What was bought, as it was told last. */
@Injectable()
export class Purchases {
  constructor(private readonly database: Database) {}

  /** Told once more it is put right. */
  async record({ id, ...told }: Omit<Purchase, 'countsAs'>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = { ...told, countsAs: await countsAs(tx, told.customerId) };
      const { affected } = await tx.update(PurchaseSchema, { id }, row);
      if (!affected && !(await tx.existsBy(PurchaseSchema, { id }))) await tx.insert(PurchaseSchema, { id, ...row });
    });
  }

  /** It came to nothing, or was given back. */
  async remove(id: string): Promise<void> {
    await this.database.transaction((tx) => tx.delete(PurchaseSchema, { id }));
  }
}
