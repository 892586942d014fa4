import { Pool } from 'undici';
import type { Serving } from './service.js';

const CALLERS = 16;
/** Of requests, one in so many opens a ticket; the others read one. */
const WRITES = 5;
const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';

export interface Seen {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

/** Asks a service on behalf of its tenants in turn, so that hardly two requests in a row are of the same. */
export class Load {
  readonly #pool: Pool;
  readonly #tickets: string[] = [];

  constructor(private readonly serving: Serving) {
    // The first scrape of a thousand tenants takes minutes.
    const patience = { headersTimeout: 0, bodyTimeout: 0 };
    this.#pool = new Pool(serving.url, { connections: CALLERS, pipelining: 1, ...patience });
  }

  /** One ticket in each tenant, to be read. */
  async prepare(): Promise<void> {
    const { length } = this.serving.tokens;
    await inParallel(length, async (n) => void (this.#tickets[n] = await this.#open(n)));
  }

  /** @param tenants of how many, from the first on */
  async run(tenants: number, requests: number): Promise<Seen> {
    const took = new Float64Array(requests);
    const start = performance.now();
    await inParallel(requests, async (n) => {
      const begun = performance.now();
      const tenant = n % tenants;
      // Not every so many of the same tenants, whatever their number.
      if (Math.floor(n / tenants + n) % WRITES === 0) await this.#open(tenant);
      else await this.#asked(tenant, 'GET', `/api/v1/tickets/${this.#tickets[tenant]}`);
      took[n] = performance.now() - begun;
    });
    const seconds = (performance.now() - start) / 1_000;
    const p99Ms = Math.round(took.sort()[Math.floor(requests * 0.99)]! * 10) / 10;
    return { requestsPerSecond: Math.round(requests / seconds), p99Ms };
  }

  /** As Prometheus asks. */
  async scrape(): Promise<void> {
    await this.#asked(0, 'GET', '/metrics');
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #open(tenant: number): Promise<string> {
    const ticket = { ticketType: 'general', customerId: CUSTOMER, subject: 'Where is it?' };
    return (JSON.parse(await this.#asked(tenant, 'POST', '/api/v1/tickets', ticket)) as { id: string }).id;
  }

  async #asked(tenant: number, method: 'GET' | 'POST', path: string, body?: object): Promise<string> {
    const { statusCode, body: answer } = await this.#pool.request({
      ...{ method, path },
      headers: {
        authorization: `Bearer ${this.serving.tokens[tenant]}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (statusCode >= 300) throw new Error(`${method} ${path}: ${statusCode} ${text}`);
    return text;
  }
}

async function inParallel(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < count; n = next++) await work(n);
  };
  await Promise.all(Array.from({ length: Math.min(CALLERS, count) }, worker));
}
