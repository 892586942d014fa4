import { once } from 'node:events';
import type { Socket } from 'node:net';
import { asked } from './scanner-connection.js';
import type { ClamdPlace } from './scanner-place.js';

/** Longer answers are none of clamd's. */
const LONGEST_ANSWER = 4_096;

/**
 * A clamd by its command INSTREAM: pieces, each after its length (clamd(8)); what it finds has a name that is not told on.
 * @throws Error when it gives no verdict
 */
export async function clamdVerdict(
  place: ClamdPlace,
  content: AsyncIterable<Uint8Array>,
): Promise<'clean' | 'infected'> {
  return verdictOf(await asked(place, (socket, over) => toldBy(socket, over, content)));
}

async function toldBy(socket: Socket, over: AbortController, content: AsyncIterable<Uint8Array>): Promise<string> {
  const answer = answerOf(socket);
  const sending = sent(socket, content, over.signal);
  try {
    // It may refuse before everything is sent: then the answer says why.
    await Promise.race([sending, answer]);
    return await answer;
  } finally {
    over.abort();
    socket.destroy();
    await Promise.allSettled([sending, answer]);
  }
}

async function sent(socket: Socket, content: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  await once(socket, 'connect', { signal });
  socket.write('zINSTREAM\0');
  for await (const piece of content) {
    signal.throwIfAborted();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    socket.write(length);
    if (!socket.write(piece)) await once(socket, 'drain', { signal });
  }
  socket.write(Buffer.alloc(4));
}

/** Up to the NUL that ends it. */
async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const piece of socket) {
    text += (piece as Buffer).toString('latin1');
    if (text.includes('\0') || text.length > LONGEST_ANSWER) break;
  }
  return text.split('\0')[0]!;
}

function verdictOf(answer: string): 'clean' | 'infected' {
  if (answer === 'stream: OK') return 'clean';
  if (answer.endsWith(' FOUND')) return 'infected';
  throw new Error('the scanner answers something else than a verdict');
}
