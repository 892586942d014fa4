import { connect, type Socket } from 'node:net';

/** Where a scanner listens. */
interface Place {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
}

/**
 * Asks over a connection of its own, which ends with the answer.
 * @param ask gets what ends its own waiting
 * @throws Error when there is no answer in time
 */
export async function asked<Answer>(
  { host, port, timeoutMs }: Place,
  ask: (socket: Socket, over: AbortController) => Promise<Answer>,
): Promise<Answer> {
  const over = new AbortController();
  const socket = connect({ host, port });
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  socket.on('error', (error) => broken.reject(error));
  const giveUp = setTimeout(() => socket.destroy(new Error(`no verdict within ${timeoutMs} ms`)), timeoutMs);
  const answer = ask(socket, over);
  try {
    return await Promise.race([answer, broken.promise]);
  } finally {
    clearTimeout(giveUp);
    over.abort();
    socket.destroy();
    await Promise.allSettled([answer]);
  }
}
