import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { ClientLeft } from '../client-left.js';
import { BodyTooLarge } from './client-fault.js';
import { PassingBody, type BodyBounds } from './passing-body.js';

/** Up to this size a body is waited for, so that a slow client holds nothing of a service's. */
const WAITED_FOR_BYTES = 64 * 1024;

/** Nothing, all of it, or what comes in. */
export type RequestBody = null | Buffer | Readable;

/** Most requests have none (RFC 9112 §6): nothing has to be waited for then. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** Is it passed on as it comes? */
export function isStreamed({ headers }: IncomingMessage): boolean {
  const announced = headers['content-length'];
  return announced === undefined || Number(announced) > WAITED_FOR_BYTES;
}

/** The body as it goes on to the service. @throws BodyTooLarge, ClientLeft */
export async function requestBody(request: IncomingMessage, bounds: BodyBounds): Promise<RequestBody> {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (length > bounds.bytes) throw new BodyTooLarge(bounds.bytes);
  if (length === 0) return null;
  return isStreamed(request) ? new PassingBody(request, bounds) : whole(request);
}

function whole(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.once('close', () => reject(new ClientLeft()));
  });
}
