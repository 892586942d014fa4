import type { Readable } from 'node:stream';
import { DEADLINE_HEADER } from '#libs/discovery/calls/deadline';
import { ServiceTimeout, type RemoteError } from '#libs/discovery/calls/remote-error';
import type { Answer, Attempt } from '#libs/discovery/resilience/resilience';
import type { Hop, ServiceRoutes } from '#libs/discovery/registry/routes';
import type { TargetPolicies } from '#libs/discovery/resilience/target-policies';
import { childTraceparent } from '#libs/persistence/tenant/tenant-context';
import { Agent } from 'undici';
import { Kept } from '../cache/part-cache.js';
import type { Caller } from './caller.api.js';
import { PartFailed } from './part-outcome.js';
import type { PartRequest } from './part-request.js';

export interface PartCall {
  readonly request: PartRequest;
  readonly caller: Caller;
  readonly maxBytes: number;
  /** Its failures are those of what is behind it, under this name. */
  readonly behind: string | undefined;
  readonly signal: AbortSignal;
}

interface Heard extends Answer {
  /** undefined: there was more than may be. */
  readonly text: string | undefined;
}

const CODE = /^[a-z][a-z0-9-]{0,63}$/;

/** Asks services for parts, under the same policies as all that is passed on to them. */
export class ServiceAnswers {
  readonly #agent = new Agent({
    connections: 128,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    connect: { timeout: 1_000 },
  });

  constructor(
    private readonly policies: TargetPolicies,
    private readonly ways: ServiceRoutes,
  ) {}

  /**
   * What the service answers now. Its ETag is not sent along: it is the version of one row, and an answer says more than that.
   * @throws PartFailed, or the signal's reason
   */
  async ask(call: PartCall): Promise<Kept> {
    const { status, text } = await this.#heard(call);
    if (text === undefined) throw new PartFailed({ status: 502, code: 'answer-too-large' });
    const data = jsonOf(text);
    if (status < 200 || status > 299) throw new PartFailed(refusal(status, data));
    if (data === undefined) throw new PartFailed({ status: 502, code: 'unexpected-answer' });
    return new Kept(data, text);
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }

  async #heard(call: PartCall): Promise<Heard> {
    const { request, caller, signal, behind } = call;
    const guarded = {
      route: this.ways.to(request.service, caller.audience),
      idempotent: request.method === 'GET',
      tenant: caller.tenantId,
      signal,
    };
    // What befalls a candidate says nothing of what is stable, nor what is behind a part of its service.
    const kind = this.ways.kindOf(request.service, caller.audience);
    const lane = [kind, behind ?? ''].filter((each) => each !== '').join(' ');
    try {
      return await this.policies
        .of(request.service, lane)
        .run(guarded, (hop, attempt) => this.#send(call, hop, attempt));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw new PartFailed(unanswered(error), { cause: error });
    }
  }

  async #send({ request, caller, maxBytes }: PartCall, hop: Hop, { signal, remainingMs }: Attempt): Promise<Heard> {
    const { statusCode, body } = await this.#agent.request({
      origin: hop.baseUrl,
      path: request.path,
      method: request.method,
      headers: {
        ...caller.headers,
        accept: 'application/json',
        traceparent: childTraceparent(caller.traceparent),
        [DEADLINE_HEADER]: String(Math.max(1, Math.floor(remainingMs))),
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      body: request.body,
      signal,
    });
    return { status: statusCode, text: await textOf(body, maxBytes), discard: () => undefined };
  }
}

async function textOf(body: Readable, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The code of a refusal goes on, its words do not; what broke inside is nobody's business. */
function refusal(status: number, body: unknown) {
  if (status >= 500 || status < 400) return { status: 502, code: 'service-failed' };
  const code = (body as { code?: unknown } | null | undefined)?.code;
  return { status, code: typeof code === 'string' && CODE.test(code) ? code : 'refused' };
}

function unanswered(error: unknown) {
  const { status, code } = error as Partial<RemoteError>;
  if (error instanceof ServiceTimeout) return { status: 504, code: 'service-timeout' };
  return status === 503 && code !== undefined ? { status, code } : { status: 502, code: 'service-failed' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
