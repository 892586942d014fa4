import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { ServerEvent } from './event-stream.js';
import type { Answer, Exchange, HttpDoor } from './http-door.js';
import type { Meter } from './meter.js';

type Parameters = Readonly<Record<string, string>>;

/** The API's no, or what it said instead of its contract. */
export class Refused extends Error {
  constructor(
    readonly operation: string,
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${operation}: ${status} ${code} ${detail}`.trim());
  }
}

const AGAIN = new Set([429, 500, 502, 503, 504]);
/** For all attempts together: a service is back in seconds, the broker in half a minute. */
const PERSIST_MS = 60_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2_000;

/** What a caller shows; another one when the first is about to run out. Null: nothing. */
export interface Token {
  current(): Promise<string | null>;
}

const NOBODYS: Token = { current: () => Promise.resolve(null) };

function lasting(token: string): Token {
  return { current: () => Promise.resolve(token) };
}

/**
 * Someone who uses the API, under one name. Every POST carries an Idempotency-Key, so each call is safe to repeat until
 * there is an answer.
 */
export class Caller {
  constructor(
    private readonly door: HttpDoor,
    private readonly meter: Meter,
    private readonly token: Token = NOBODYS,
  ) {}

  /** The same door, known by a token. */
  as(token: Token | string): Caller {
    return new Caller(this.door, this.meter, typeof token === 'string' ? lasting(token) : token);
  }

  /** @param route with parameters in braces, which `given` fills; what is left of `given` becomes the query. */
  get<Schema extends z.ZodType>(route: string, given: Parameters, schema: Schema): Promise<z.output<Schema>> {
    return this.#call({ method: 'GET', route, path: filled(route, given), headers: {} }, schema);
  }

  /** @param version that was seen, where it has to be said */
  post<Schema extends z.ZodType>(
    route: string,
    given: Parameters,
    body: unknown,
    key: string,
    schema: Schema,
    version?: number,
  ): Promise<z.output<Schema>> {
    const headers = { 'idempotency-key': key, ...seen(version) };
    return this.#call({ method: 'POST', route, path: filled(route, given), headers, body }, schema);
  }

  put<Schema extends z.ZodType>(
    route: string,
    given: Parameters,
    body: unknown,
    schema: Schema,
    version?: number,
  ): Promise<z.output<Schema>> {
    const headers = seen(version);
    return this.#call({ method: 'PUT', route, path: filled(route, given), headers, body }, schema);
  }

  patch<Schema extends z.ZodType>(
    route: string,
    given: Parameters,
    body: unknown,
    schema: Schema,
    version: number,
  ): Promise<z.output<Schema>> {
    const headers = seen(version);
    return this.#call({ method: 'PATCH', route, path: filled(route, given), headers, body }, schema);
  }

  /** Hears the stream's events until it is aborted; goes on after the last one wherever it was cut. */
  async hear(route: string, onEvent: (event: ServerEvent) => void, signal: AbortSignal): Promise<void> {
    let last = '';
    while (!signal.aborted) {
      try {
        const headers = { ...(await this.#known()), ...(last !== '' && { 'last-event-id': last }) };
        for await (const event of this.door.listen(route, headers, signal)) {
          last = event.id;
          onEvent(event);
        }
      } catch {
        if (!signal.aborted) this.meter.retried('stream cut');
      }
      if (!signal.aborted) await pause(FIRST_PAUSE_MS);
    }
  }

  /** @throws Refused */
  async #call<Schema extends z.ZodType>(exchange: Exchange, schema: Schema): Promise<z.output<Schema>> {
    const operation = `${exchange.method} ${exchange.route}`;
    const { status, body } = await this.#persist({
      ...exchange,
      headers: { ...(await this.#known()), ...exchange.headers },
    });
    if (status >= 300) {
      const { code = 'no-code', detail = '' } = (body ?? {}) as { code?: string; detail?: string };
      throw new Refused(operation, status, code, detail);
    }
    const read = schema.safeParse(body);
    if (!read.success) throw new Refused(operation, status, 'unexpected-answer', read.error.message);
    return read.data;
  }

  async #known(): Promise<Parameters> {
    const token = await this.token.current();
    return token === null ? {} : { authorization: `Bearer ${token}` };
  }

  async #persist(exchange: Exchange): Promise<Answer> {
    const end = performance.now() + PERSIST_MS;
    for (let tried = 1; ; tried += 1) {
      const outcome = await this.door.exchange(exchange).catch((error: unknown) => error);
      const answer = outcome instanceof Error ? undefined : (outcome as Answer);
      if (answer && !AGAIN.has(answer.status)) return answer;
      const wait = answer?.retryAfter
        ? answer.retryAfter * 1_000
        : Math.min(FIRST_PAUSE_MS * 2 ** tried, LONGEST_PAUSE_MS);
      if (performance.now() + wait > end) {
        if (answer) return answer;
        throw outcome;
      }
      this.meter.retried(answer ? String(answer.status) : 'no answer');
      await pause(wait);
    }
  }
}

function seen(version: number | undefined): Parameters {
  return version === undefined ? {} : { 'if-match': `"${version}"` };
}

function filled(route: string, given: Parameters): string {
  const left = new URLSearchParams(given);
  const path = route.replace(/\{(\w+)\}/g, (_, name: string) => {
    left.delete(name);
    return encodeURIComponent(given[name]!);
  });
  return left.size > 0 ? `${path}?${left.toString()}` : path;
}
