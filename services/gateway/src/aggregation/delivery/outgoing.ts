import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { ClientLeft } from '../../client-left.js';

/** Nobody who reads slower than this is written to on. */
const STALLED_MS = 30_000;

/** Aborts when the client has gone before the answer was out. */
export function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  const left = () => {
    if (!response.writableFinished) gone.abort(new ClientLeft());
  };
  if (response.destroyed) left();
  else response.once('close', left);
  return gone.signal;
}

/** Resolves when the client has room for more. @throws when it has gone, or does not read */
export async function written(response: ServerResponse, text: string, gone: AbortSignal): Promise<void> {
  if (response.write(text)) return;
  const stalled = AbortSignal.timeout(STALLED_MS);
  try {
    await once(response, 'drain', { signal: AbortSignal.any([gone, stalled]) });
  } catch (error) {
    response.destroy();
    throw error;
  }
}
