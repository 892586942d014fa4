import type { ServerResponse } from 'node:http';
import { RemoteError } from '#libs/discovery/calls/remote-error';
import type { RouteSettings } from '#libs/discovery/resilience/resilience';

/** Says that an answer is not the service's, and why. */
const FALLBACK_HEADER = 'x-switchboard-fallback';

const FAILED: Readonly<Record<number, string>> = {
  502: 'bad-gateway',
  503: 'service-unavailable',
  504: 'service-timeout',
};

/** Why a fallback is to be answered; undefined: not for this error. */
export function failureOf(error: unknown): string | undefined {
  return error instanceof RemoteError ? FAILED[error.status] : undefined;
}

/** The same of a status that a service answered. */
export function failureIn(status: number): string | undefined {
  return status < 502 ? undefined : FAILED[status];
}

/** @param ours names and values in turn, which every answer carries. */
export function answerFallback(
  response: ServerResponse,
  { status, body }: NonNullable<RouteSettings['fallback']>,
  why: string,
  ours: readonly string[],
): void {
  const text = JSON.stringify(body);
  const own = ['content-type', 'application/json; charset=utf-8', 'content-length', String(Buffer.byteLength(text))];
  response.writeHead(status, [...own, 'cache-control', 'no-store', FALLBACK_HEADER, why, ...ours]);
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
