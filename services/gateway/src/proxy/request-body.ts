import type { IncomingMessage } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import { ClientLeft } from '../client-left.js';
import { BodyTooLarge } from './client-fault.js';

/** Up to this size a body is waited for, so that a slow client holds nothing of a service's. */
const WAITED_FOR_BYTES = 64 * 1024;

/** Nothing, all of it, or what comes in. */
export type RequestBody = null | Buffer | Readable;

/** Most requests have none (RFC 9112 §6): nothing has to be waited for then. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/**
 * The body as it goes on to the service, never looked into. A stream that grows beyond the limit fails with BodyTooLarge,
 * one whose sender leaves with ClientLeft.
 * @throws BodyTooLarge, ClientLeft
 */
export async function requestBody(request: IncomingMessage, limit: number): Promise<RequestBody> {
  const announced = request.headers['content-length'];
  if (announced === undefined) return limited(request, limit);
  const length = Number(announced);
  if (length > limit) throw new BodyTooLarge(limit);
  if (length === 0) return null;
  return length <= WAITED_FOR_BYTES ? whole(request) : limited(request, limit);
}

function whole(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.once('close', () => reject(new ClientLeft()));
  });
}

function limited(request: IncomingMessage, limit: number): Readable {
  let bytes = 0;
  const body = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) done(new BodyTooLarge(limit));
      else done(null, chunk);
    },
  });
  // When the service is not even asked nobody else listens.
  body.on('error', () => {});
  request.once('close', () => {
    if (!request.complete) body.destroy(new ClientLeft());
  });
  return request.pipe(body);
}
