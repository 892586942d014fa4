import type { StoredForm } from '#libs/persistence/rows/aggregate-store';
import { Injectable } from '@nestjs/common';
import type { ObjectLiteral } from 'typeorm';
import { CustomerCipher } from './customer-cipher.js';
import type { CustomerRow } from './customer.schema.js';

/** What the columns of before have where the personal part is sealed. */
const EMPTIED = { name: '', phones: [], emails: [], externalIds: [], document: null, address: null };

/** The personal part of a customer: sealed in its row by a key of the tenant, bound to the row. */
@Injectable()
export class PersonalPart implements StoredForm {
  constructor(private readonly keys: CustomerCipher) {}

  async toStored(row: ObjectLiteral): Promise<ObjectLiteral> {
    const { name, phones, emails, externalIds, accounts, document, address, absorbed } = row as CustomerRow;
    const part = JSON.stringify({ name, phones, emails, externalIds, accounts, document, address, absorbed });
    const personal = (await this.keys.current()).seal(fieldOf(row as CustomerRow), part);
    return { ...row, ...EMPTIED, personal, personalKey: keyOf(personal) };
  }

  /** @throws PersonalDataUnreadable when the tenant's keys were destroyed */
  async fromStored(row: ObjectLiteral): Promise<void> {
    row['tags'] ??= [];
    const { personal } = row as CustomerRow;
    if (personal === null) Object.assign(row, { accounts: [], absorbed: [] });
    else Object.assign(row, JSON.parse((await this.keys.current()).open(fieldOf(row as CustomerRow), personal)));
  }

  async opened<Row extends ObjectLiteral>(rows: readonly Row[]): Promise<Row[]> {
    for (const row of rows) await this.fromStored(row);
    return [...rows];
  }

  /** Names the key that seals now. */
  async currentKey(): Promise<string> {
    return keyOf((await this.keys.current()).seal('customer', ''));
  }
}

function fieldOf({ id }: CustomerRow): string {
  return `customer/${id}`;
}

function keyOf(sealed: string): string {
  return sealed.split('.', 2).join('.');
}
