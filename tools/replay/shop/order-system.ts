import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { noFaults, type Fault, type FaultPlan } from './faults.js';
import { KeyReused, Ledger } from './ledger.js';
import type { Shop, ShopAction } from './shop.js';

export interface OrderSystemOptions {
  readonly faults?: FaultPlan;
  /** How long a slow answer takes; in ms. */
  readonly slowMs?: number;
  /** How long a hanging call is held before its connection is cut; longer than callers wait. In ms. */
  readonly hangMs?: number;
}

/** What can be looked up; undefined: there is no such thing. */
const LOOKS: ReadonlyMap<string, (shop: Shop, args: Record<string, unknown>) => unknown> = new Map([
  ['get_order_details', ({ orders }: Shop, { order_id }: Record<string, unknown>) => orders.get(String(order_id))],
  ['get_item_details', ({ products }: Shop, { item_id }: Record<string, unknown>) => itemOf(products, String(item_id))],
]);

const Arguments = z.record(z.string(), z.unknown());

/**
 * The shop's order system: `POST /actions/{name}` with the arguments as JSON and an Idempotency-Key. 200 `{result}` when done,
 * 409 problem+json when the shop refuses; the same key gets the first answer again. What only looks something up is answered anew
 * each time.
 */
export class OrderSystem {
  readonly #calls = new Map<string, number>();
  readonly #faultsMet = new Map<Fault, number>();
  #answered = 0;

  private constructor(
    readonly ledger: Ledger,
    private readonly server: Server,
    private readonly options: Required<OrderSystemOptions>,
  ) {
    server.on('request', (request, response) => void this.#serve(request, response));
  }

  static async start(shop: Shop, options: OrderSystemOptions = {}): Promise<OrderSystem> {
    const { faults = noFaults, slowMs = 400, hangMs = 5_000 } = options;
    const system = new OrderSystem(new Ledger(shop), createServer(), { faults, slowMs, hangMs });
    await new Promise<void>((resolve) => system.server.listen(0, '127.0.0.1', resolve));
    return system;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Calls that came in, and those that a fault spoiled, by kind. */
  get calls(): { total: number; faults: Record<string, number> } {
    return { total: this.#answered, faults: Object.fromEntries(this.#faultsMet) };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = /^\/actions\/([\w-]+)$/.exec(request.url ?? '')?.[1];
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || name === undefined) return refuse(response, 404, 'no-such-route');
    if (typeof key !== 'string') return refuse(response, 400, 'idempotency-key-missing');
    const kwargs = Arguments.safeParse(await json(request).catch(() => undefined));
    if (!kwargs.success) return refuse(response, 422, 'arguments-invalid');
    const action = { name, kwargs: kwargs.data };
    const look = LOOKS.get(name);
    if (look) return this.#show(response, look(this.ledger.shop, action.kwargs), this.#nextFault(action));
    await this.#answer(response, key, action, this.#nextFault(action));
  }

  /** Changes nothing, so that every fault but a slow one is the same to it. */
  async #show(response: ServerResponse, found: unknown, fault: Fault): Promise<void> {
    if (fault === 'slow') await pause(this.options.slowMs);
    else if (fault !== 'none') return refuse(response, 503, 'busy');
    if (found === undefined) refuse(response, 409, 'not-found');
    else answer(response, { result: found });
  }

  async #answer(response: ServerResponse, key: string, action: ShopAction, fault: Fault): Promise<void> {
    if (fault === 'error-before') return refuse(response, 503, 'busy');
    if (fault === 'reset-before') return void response.destroy();
    if (fault === 'slow') await pause(this.options.slowMs);
    this.#perform(response, key, action, (send) => {
      if (fault === 'error-after') refuse(response, 500, 'internal-error');
      else if (fault === 'reset-after') response.destroy();
      else if (fault === 'hang') setTimeout(() => response.destroy(), this.options.hangMs).unref();
      else send();
    });
  }

  #perform(response: ServerResponse, key: string, action: ShopAction, deliver: (send: () => void) => void): void {
    try {
      const { status, result } = this.ledger.perform(key, action);
      deliver(() => (status === 'succeeded' ? answer(response, { result }) : refuse(response, 409, result)));
    } catch (error) {
      if (!(error instanceof KeyReused)) throw error;
      refuse(response, 422, 'idempotency-key-reused');
    }
  }

  #nextFault(action: ShopAction): Fault {
    const subject = JSON.stringify(action);
    const nth = (this.#calls.get(subject) ?? 0) + 1;
    this.#calls.set(subject, nth);
    this.#answered += 1;
    const fault = this.options.faults(subject, nth);
    if (fault !== 'none') this.#faultsMet.set(fault, (this.#faultsMet.get(fault) ?? 0) + 1);
    return fault;
  }
}

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, code: string): void {
  const problem = { type: 'about:blank', title: code, status, code, detail: `The order system says: ${code}.` };
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
}

function itemOf(products: Shop['products'], itemId: string): unknown {
  for (const { name, product_id, variants } of products.values()) {
    const variant = variants[itemId];
    if (variant) return { name, product_id, ...variant };
  }
  return undefined;
}
