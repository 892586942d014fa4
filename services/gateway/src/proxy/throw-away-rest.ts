import type { IncomingMessage } from 'node:http';

/** So much of a body that nobody wants is read and thrown away, or the client would lose the answer while it still sends. */
const THROWN_AWAY_BYTES = 32 * 1024 * 1024;
const THROWN_AWAY_MS = 30_000;

/** What is still coming of a body that nobody reads any more; what does not end soon is cut off. Safe to repeat. */
export function throwAwayRest(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  request.unpipe();
  if (request.listenerCount('data') > 0) return;
  let left = THROWN_AWAY_BYTES;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.destroy();
  });
  const late = setTimeout(() => request.destroy(), THROWN_AWAY_MS).unref();
  request.once('close', () => clearTimeout(late));
  request.resume();
}
