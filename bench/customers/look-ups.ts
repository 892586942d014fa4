import type { Database } from '#libs/persistence/database';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { CustomerCriterion } from '../../services/common-center/src/customer/customer.dto.js';
import {
  byLookup,
  FindCustomers,
  FindCustomersHandler,
} from '../../services/common-center/src/customer/queries/find-customers.js';
import { passportOf, phoneOf } from './customer-rows.js';
import type { Population } from './population.js';

const PAGE = 50;

/** A look-up of the customer of that number. */
type LookUp = (n: number) => Promise<void>;

export const KINDS = ['byPhone', 'byDocument', 'byLastFour', 'raw', 'bare'] as const;
export type Kind = (typeof KINDS)[number];
export type LookUps = Readonly<Record<Kind, LookUp>>;

/**
 * Beside what the service does: `raw` is the row by its id, as the service is connected; `bare` the statement of a look-up, on a
 * connection of its own with nothing around it: what the database needs.
 */
export function lookUpsIn({ ids, tables }: Population, database: Database, connection?: Connection): LookUps {
  const handler = new FindCustomersHandler(database, tables.personal, tables.blind, tables.former);
  const find = async (criterion: CustomerCriterion, n?: number) => {
    const { items } = await handler.execute(new FindCustomers(criterion));
    const isThere = n === undefined ? items.length > 0 : items.some(({ id }) => id === ids[n]);
    if (!isThere) throw new Error('a customer was not found');
  };
  const asked = async (sql: string, values: readonly string[]) =>
    connection
      ? (await connection.query<RowDataPacket[]>(sql, [...values]))[0]
      : (await database.reader()).query<unknown[]>(sql, [...values]);
  return {
    byPhone: (n) => find({ phone: phoneOf(n) }, n),
    byDocument: (n) => find({ document: { type: 'Passport', number: passportOf(n).toLowerCase() } }, n),
    // More share an end than a page has: whether the one is among them is not asked.
    byLastFour: (n) => find({ lastFour: { of: 'phone', characters: phoneOf(n).slice(-4) } }),
    raw: async (n) => void (await (await database.reader()).query('SELECT * FROM customer WHERE id = ?', [ids[n]])),
    bare: async (n) => {
      const [lookup] = await tables.blind.lookupsOf([`phone:+86${phoneOf(n)}`]);
      const { rest, values } = byLookup(lookup!, PAGE);
      if ((await asked(`SELECT customer.* FROM customer ${rest}`, values)).length === 0)
        throw new Error('a customer was not found by the bare statement');
    },
  };
}
