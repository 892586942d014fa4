import type { Logger } from 'pino';
import { request } from 'undici';
import { envelope } from './otlp-json.js';

const BATCH_BYTES = 256 * 1_024;
const SEND_EVERY_MS = 5_000;
const SEND_TIMEOUT_MS = 2_000;
/** Requests under way at a time; what comes beyond that is dropped. */
const MOST_AT_ONCE = 16;
/** Of a character, as UTF-8. */
const MOST_BYTES = 3;

/**
 * Sends spans to a collector, many at a time and every five seconds at the latest. They are written into a buffer as they end: what is kept
 * as objects until then grows old, and is only swept with the whole heap.
 */
export class SpanBatches {
  readonly #url: string;
  readonly #before: string;
  readonly #after: string;
  readonly #sending = new Set<Promise<void>>();
  readonly #timer: NodeJS.Timeout;
  #buffer: Buffer | undefined;
  #used = 0;
  #count = 0;
  #dropped = 0;

  /** @param endpoint base URL */
  constructor(
    endpoint: string,
    service: string,
    private readonly logger: Logger,
  ) {
    this.#url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
    [this.#before, this.#after] = envelope(service);
    this.#timer = setInterval(() => this.#send(), SEND_EVERY_MS).unref();
  }

  /** @param json of one span */
  add(json: string): void {
    const most = (json.length + 1 + this.#after.length) * MOST_BYTES;
    if (this.#used + most > BATCH_BYTES) this.#send();
    if (this.#sending.size >= MOST_AT_ONCE || this.#before.length * MOST_BYTES + most > BATCH_BYTES) {
      this.#dropped += 1;
      return;
    }
    this.#buffer ??= this.#begun();
    this.#write(this.#count === 0 ? json : `,${json}`);
    this.#count += 1;
  }

  /** Sends what is there and waits for what is under way, for two seconds at most. Does not reject. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#send();
    await Promise.all(this.#sending);
  }

  #begun(): Buffer {
    this.#buffer = Buffer.allocUnsafeSlow(BATCH_BYTES);
    this.#used = 0;
    this.#write(this.#before);
    return this.#buffer;
  }

  #write(text: string): void {
    this.#used += this.#buffer!.write(text, this.#used);
  }

  #send(): void {
    if (this.#buffer === undefined) return;
    this.#write(this.#after);
    const [body, spans] = [this.#buffer.subarray(0, this.#used), this.#count];
    [this.#buffer, this.#used, this.#count] = [undefined, 0, 0];
    const sent = this.#post(body)
      .catch((error: unknown) => this.#lost(spans, error))
      .finally(() => this.#sending.delete(sent));
    this.#sending.add(sent);
    if (this.#dropped > 0) this.#lost(this.#dropped, new Error('the collector is too slow'));
    this.#dropped = 0;
  }

  #lost(spans: number, error: unknown): void {
    this.logger.warn({ err: error, spans }, 'spans are lost');
  }

  async #post(body: Buffer): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(SEND_TIMEOUT_MS);
    const { statusCode, body: answer } = await request(this.#url, { method: 'POST', headers, body, signal });
    await answer.dump();
    if (statusCode >= 300) throw new Error(`the collector answered ${statusCode}`);
  }
}
