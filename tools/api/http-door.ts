import { Agent } from 'undici';
import { eventsIn, type ServerEvent } from './event-stream.js';
import type { Meter } from './meter.js';

export interface Exchange {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** With its parameters in braces, e.g. `/api/v1/tickets/{id}`: what latencies are told by. */
  readonly route: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A text is sent as it is, as CSV; everything else as JSON. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  /** Seconds, where the answer asks to wait. */
  readonly retryAfter: number;
  readonly body: unknown;
}

const LONGEST_MS = 15_000;

/** One address that is spoken to as one host: the gateway, as a tenant. */
export class HttpDoor {
  readonly #agent = new Agent({ connections: 64, headersTimeout: LONGEST_MS, bodyTimeout: LONGEST_MS });

  readonly #listening = new Agent({ headersTimeout: LONGEST_MS, bodyTimeout: 0 });

  constructor(
    private readonly url: string,
    private readonly host: string,
    private readonly meter: Meter,
  ) {}

  /** Any answer; rejects when there is none. */
  async exchange(exchange: Exchange): Promise<Answer> {
    const at = performance.now();
    let status: number | undefined;
    try {
      const answer = await this.#send(exchange);
      status = answer.status;
      return answer;
    } finally {
      const operation = `${exchange.method} ${exchange.route}`;
      this.meter.attempted({ operation, at, ms: performance.now() - at, status });
    }
  }

  /** What a stream of server-sent events tells until it ends or is aborted; throws when it is refused. */
  async *listen(
    path: string,
    given: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): AsyncGenerator<ServerEvent> {
    const headers = { host: this.host, accept: 'text/event-stream', ...given };
    const answer = await this.#listening.request({ origin: this.url, path, method: 'GET', headers, signal });
    if (answer.statusCode !== 200) throw new Error(`GET ${path}: ${answer.statusCode} ${await answer.body.text()}`);
    yield* eventsIn(answer.body);
  }

  async close(): Promise<void> {
    await this.#listening.destroy();
    await this.#agent.destroy();
  }

  async #send({ method, path, headers, body }: Exchange): Promise<Answer> {
    const {
      statusCode,
      headers: answered,
      body: content,
    } = await this.#agent.request({
      origin: this.url,
      path,
      method,
      headers: { host: this.host, ...(body !== undefined && { 'content-type': typeOf(body) }), ...headers },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await content.text();
    return { status: statusCode, retryAfter: Number(answered['retry-after'] ?? 0), body: jsonOf(text) };
  }
}

function typeOf(body: unknown): string {
  return typeof body === 'string' ? 'text/csv' : 'application/json';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
