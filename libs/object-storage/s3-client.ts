import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#libs/kernel/clock';
import { Pool, type Dispatcher } from 'undici';
import { encoded, signedHeaders, type S3Credentials } from './signature-v4.js';

export interface S3Settings {
  /** `https://host:port/bucket`: the bucket is in the path, as every S3-compatible service understands it. */
  readonly url: string;
  readonly region: string;
  readonly credentials: S3Credentials;
}

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Within the bucket; empty for the bucket itself. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** S3 refused, or failed again and again. Nothing of the request is told: paths name tenants. */
export class S3Failed extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`the object store answered ${status} ${code}`);
    this.name = 'S3Failed';
  }
}

const ATTEMPTS = 4;
const PAUSE_MS = 50;
const NO_BODY = new Uint8Array();

/** Signed requests to one bucket; what is worth repeating is repeated, signed anew. */
export class S3Client {
  readonly #pool: Pool;
  readonly #base: URL;

  constructor(
    private readonly settings: S3Settings,
    private readonly clock: Clock,
  ) {
    this.#base = new URL(settings.url.replace(/\/$/, ''));
    this.#pool = new Pool(this.#base.origin, { headersTimeout: 60_000, bodyTimeout: 60_000 });
  }

  /** The answer, whose body is the caller's to read; undefined for 404. @throws S3Failed, or undici's when it cannot be reached */
  async send(request: S3Request): Promise<Dispatcher.ResponseData | undefined> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#once(request).catch((error: unknown) => {
        if (attempt === ATTEMPTS) throw error;
      });
      if (answer && answer.statusCode < 300) return answer;
      if (answer) {
        const text = await answer.body.text();
        if (answer.statusCode === 404 && !text.includes('<Code>NoSuchBucket')) return undefined;
        const isPassing = answer.statusCode >= 500 || answer.statusCode === 429;
        if (!isPassing || attempt === ATTEMPTS) throw new S3Failed(answer.statusCode, valueOf(text, 'Code') ?? '');
      }
      await pause(PAUSE_MS * 2 ** attempt * (0.5 + Math.random()));
    }
  }

  /** The same, read as text. @throws S3Failed also for 404 and for an error that comes as a success */
  async text(request: S3Request): Promise<string> {
    const answer = await this.send(request);
    if (!answer) throw new S3Failed(404, 'NotFound');
    const text = await answer.body.text();
    if (text.includes('<Error>')) throw new S3Failed(answer.statusCode, valueOf(text, 'Code') ?? '');
    return text;
  }

  #once({ method, path, query = {}, headers = {}, body = NO_BODY }: S3Request): Promise<Dispatcher.ResponseData> {
    const segments = path === '' ? [] : path.split('/');
    const url = new URL([this.#base.href, ...segments.map(encoded)].join('/'));
    url.search = Object.entries(query)
      .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
      .join('&');
    const { region, credentials } = this.settings;
    const signed = signedHeaders({ method, url, headers, body }, credentials, region, this.clock.now());
    return this.#pool.request({
      method,
      path: url.pathname + url.search,
      headers: signed,
      body: method === 'GET' || method === 'DELETE' ? null : body,
    });
  }
}

/** The text of the first element of this name in an answer of S3. */
export function valueOf(xml: string, element: string): string | undefined {
  return valuesOf(xml, element)[0];
}

export function valuesOf(xml: string, element: string): string[] {
  return Array.from(xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g')), ([, text]) => unescaped(text!));
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescaped(text: string): string {
  return text.replace(/&(#x?[\da-f]+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(Number(name.replace('#', '0')));
  });
}
