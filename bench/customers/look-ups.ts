import { SystemClock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { masterKeysOf } from '#libs/personal-data/keys/master-keys-of';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import type { CustomerCriterion } from '../../services/common-center/src/customer/customer.dto.js';
import { BlindIdentifiers } from '../../services/common-center/src/customer/infra/blind-identifiers.js';
import { CustomerCipher } from '../../services/common-center/src/customer/infra/customer-cipher.js';
import { FormerCustomers } from '../../services/common-center/src/customer/infra/former-customers.js';
import { PersonalPart } from '../../services/common-center/src/customer/infra/personal-part.js';
import {
  BY_LOOKUP,
  FindCustomers,
  FindCustomersHandler,
} from '../../services/common-center/src/customer/queries/find-customers.js';
import { manyCustomers, phoneOf } from './many-customers.js';

/** Each kind of look-up in turn, so that what else the machine does is shared by all. */
const IN_TURN = 50;

interface Speed {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LookUps {
  readonly customers: number;
  readonly filledInSeconds: number;
  readonly byPhone: Speed;
  readonly byDocument: Speed;
  readonly byLastFour: Speed;
  /** The same rows by their ids, as the service is connected. */
  readonly raw: Speed;
  /** The statement of a look-up, on a connection of its own with nothing around it: what the database needs. */
  readonly bare: Speed;
  /** Of the raw speed, by the medians: what else the machine does is in the means. */
  readonly byPhoneShare: number;
  readonly byDocumentShare: number;
  /** Of the bare statement. */
  readonly byPhoneShareOfBare: number;
}

/** Asks the tenant's database past everything. */
export type Bare = (sql: string, values: readonly string[]) => Promise<unknown[]>;

/** Customers of one tenant, more and more of them, and looked for by what they are known by. Runs in the tenant's context. */
export class GrowingCustomers {
  readonly #ids: string[] = [];
  readonly #cipher: CustomerCipher;
  readonly #personal: PersonalPart;
  readonly #blind: BlindIdentifiers;
  readonly #handler: FindCustomersHandler;

  constructor(private readonly database: Database) {
    const clock = new SystemClock();
    const keys = new TenantKeys(database, clock, masterKeysOf(undefined, ['a secret for benches']));
    this.#cipher = new CustomerCipher(keys);
    this.#personal = new PersonalPart(this.#cipher);
    this.#blind = new BlindIdentifiers(this.#cipher);
    const former = new FormerCustomers(database, this.#personal, this.#blind, clock);
    this.#handler = new FindCustomersHandler(database, this.#personal, this.#blind, former);
  }

  async lookUps(customers: number, times: number, bare?: Bare): Promise<LookUps> {
    await this.#cipher.current();
    const start = performance.now();
    await manyCustomers(this.database, this.#ids, customers, { personal: this.#personal, blind: this.#blind });
    const filledInSeconds = round((performance.now() - start) / 1_000, 1);
    console.log(`  ${customers} customers are there after ${filledInSeconds} s`);
    const db = await this.database.reader();
    const ask: Bare = bare ?? ((sql, values) => db.query<unknown[]>(sql, [...values]));
    const measured = await inTurn(customers, times, {
      byPhone: (n) => this.#find({ phone: phoneOf(n) }, n),
      byDocument: (n) => this.#find({ document: { type: 'Passport', number: `p-${n}` } }, n),
      // More share an end than a look-up gives: whether the one is among them is not asked.
      byLastFour: (n) => this.#find({ lastFour: { of: 'phone', characters: phoneOf(n).slice(-4) } }),
      raw: async (n) => void (await db.query('SELECT * FROM customer WHERE id = ?', [this.#ids[n]])),
      bare: async (n) => {
        const lookups = await this.#blind.lookupsOf([`phone:+86${phoneOf(n)}`]);
        if ((await ask(`SELECT customer.* FROM customer ${BY_LOOKUP}`, lookups)).length === 0) throw notFound();
      },
    });
    return {
      ...{ customers, filledInSeconds, ...measured },
      byPhoneShare: round(measured.raw.p50Ms / measured.byPhone.p50Ms, 3),
      byDocumentShare: round(measured.raw.p50Ms / measured.byDocument.p50Ms, 3),
      byPhoneShareOfBare: round(measured.bare.p50Ms / measured.byPhone.p50Ms, 3),
    };
  }

  async #find(criterion: CustomerCriterion, n?: number): Promise<void> {
    const found = await this.#handler.execute(new FindCustomers(criterion));
    const isThere = n === undefined ? found.length > 0 : found.some(({ id }) => id === this.#ids[n]);
    if (!isThere) throw notFound();
  }
}

function notFound(): Error {
  return new Error('a customer was not found');
}

async function inTurn<Name extends string>(
  customers: number,
  times: number,
  kinds: Readonly<Record<Name, (n: number) => Promise<void>>>,
): Promise<Record<Name, Speed>> {
  const took = new Map<Name, number[]>();
  let n = 0;
  for (let done = -IN_TURN; done < times; done += IN_TURN) {
    for (const [name, lookUp] of Object.entries(kinds) as [Name, (n: number) => Promise<void>][]) {
      const all = took.get(name) ?? [];
      for (let one = 0; one < IN_TURN; one++) {
        n = (n + 7_919) % customers;
        const start = performance.now();
        await lookUp(n);
        // The first round warms up.
        if (done >= 0) all.push(performance.now() - start);
      }
      took.set(name, all);
    }
  }
  return Object.fromEntries(Array.from(took, ([name, all]) => [name, speedOf(all)])) as Record<Name, Speed>;
}

function speedOf(took: readonly number[]): Speed {
  const sorted = took.toSorted((a, b) => a - b);
  const total = took.reduce((sum, ms) => sum + ms, 0);
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)]!, 3);
  return { perSecond: Math.round((took.length / total) * 1_000), p50Ms: at(0.5), p99Ms: at(0.99) };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
