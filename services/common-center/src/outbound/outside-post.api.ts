import { DomainError } from '#libs/kernel/domain-error';
import { currentTenant } from '#libs/persistence/tenant-context';
import { OutsideAddresses } from '#libs/web/outside-address';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Agent, request, type Dispatcher } from 'undici';

const TIMEOUT_MS = 15_000;
const CONNECT_MS = 5_000;
const KEPT_CHARACTERS = 500;
const TENANTS = 1_000;

/** What became of a POST. */
export interface Posted {
  /** null: there was no answer. */
  readonly status: number | null;
  /** Why there was none, as a code; null: there was one. */
  readonly failure: 'address-not-outside' | 'timeout' | 'unreachable' | 'stopped' | null;
  /** The beginning of the answer. */
  readonly text: string;
  /** What the other side asked for. */
  readonly retryAfterMs: number | null;
  readonly tookMs: number;
}

/** Posts to URLs that tenants gave: to nothing inside, without following redirects, and reads no more of the answer than is kept. */
@Injectable()
export class OutsidePost implements OnModuleDestroy {
  /** One for each tenant: connections to what was opened to one are no other's. */
  readonly #agents = new LRUCache<string, Agent>({ max: TENANTS, dispose: (agent) => void agent.close() });

  constructor(private readonly addresses: OutsideAddresses) {}

  async onModuleDestroy(): Promise<void> {
    await Promise.all(Array.from(this.#agents.values(), (agent) => agent.destroy()));
  }

  /** @throws AddressNotOutside */
  refuseInside(url: string): void {
    this.addresses.refuseInside(currentTenant(), url);
  }

  /** Never rejects: what became of it is the answer. */
  async post(
    url: string,
    headers: Record<string, string>,
    body: string,
    stopping: AbortSignal,
    timeoutMs: number = TIMEOUT_MS,
  ): Promise<Posted> {
    const tenantId = currentTenant();
    const begun = performance.now();
    const tookMs = () => Math.round(performance.now() - begun);
    const inTime = AbortSignal.timeout(timeoutMs);
    try {
      this.addresses.refuseInside(tenantId, url);
      const answer = await request(url, {
        method: 'POST',
        headers: { 'user-agent': 'Switchboard/1', ...headers },
        body,
        dispatcher: this.#agentOf(tenantId),
        signal: AbortSignal.any([stopping, inTime]),
      });
      const text = await beginningOf(answer.body);
      return { status: answer.statusCode, failure: null, text, ...retryAfter(answer), tookMs: tookMs() };
    } catch (error) {
      const failure = stopping.aborted ? 'stopped' : inTime.aborted ? 'timeout' : reasonOf(error);
      return { status: null, failure, text: '', retryAfterMs: null, tookMs: tookMs() };
    }
  }

  #agentOf(tenantId: string): Agent {
    const known = this.#agents.get(tenantId);
    if (known) return known;
    const agent = new Agent({ connect: { lookup: this.addresses.lookupFor(tenantId), timeout: CONNECT_MS } });
    this.#agents.set(tenantId, agent);
    return agent;
  }
}

async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk as Buffer, { stream: true });
    if (text.length >= KEPT_CHARACTERS) break;
  }
  return text.slice(0, KEPT_CHARACTERS);
}

/** Seconds only: dates depend on the other side's clock. */
function retryAfter({ headers }: Dispatcher.ResponseData): Pick<Posted, 'retryAfterMs'> {
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return { retryAfterMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null };
}

function reasonOf(error: unknown): 'address-not-outside' | 'timeout' | 'unreachable' {
  const { cause } = error as { cause?: unknown };
  const refused = [error, cause].find((each) => each instanceof DomainError);
  if (refused) return 'address-not-outside';
  return (error as { code?: string }).code?.includes('TIMEOUT') ? 'timeout' : 'unreachable';
}
