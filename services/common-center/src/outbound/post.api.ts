import { DomainError } from '#libs/kernel/domain-error';
import { request, type Dispatcher } from 'undici';

const TIMEOUT_MS = 15_000;
const KEPT_CHARACTERS = 500;

export interface Post {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Connects; undefined: to anywhere. */
  readonly dispatcher?: Dispatcher;
  readonly stopping: AbortSignal;
}

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

/** Follows no redirect, and reads no more of the answer than is kept. Never rejects: what became of it is the answer. */
export async function post({ url, headers, body, dispatcher, stopping }: Post): Promise<Posted> {
  const begun = performance.now();
  const tookMs = () => Math.round(performance.now() - begun);
  const inTime = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: { 'user-agent': 'Switchboard/1', ...headers },
      body,
      signal: AbortSignal.any([stopping, inTime]),
      ...(dispatcher ? { dispatcher } : {}),
    });
    const text = await beginningOf(answer.body);
    return { status: answer.statusCode, failure: null, text, ...retryAfter(answer), tookMs: tookMs() };
  } catch (error) {
    const failure = stopping.aborted ? 'stopped' : inTime.aborted ? 'timeout' : reasonOf(error);
    return { status: null, failure, text: '', retryAfterMs: null, tookMs: tookMs() };
  }
}

export function isTaken({ status }: Posted): boolean {
  return status !== null && status >= 200 && status < 300;
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
  const { cause, code } = error as { cause?: unknown; code?: string };
  if ([error, cause].some((each) => each instanceof DomainError)) return 'address-not-outside';
  return code?.includes('TIMEOUT') ? 'timeout' : 'unreachable';
}
