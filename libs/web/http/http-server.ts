import type { Server } from 'node:http';
import type { FastifyServerOptions } from 'fastify';

/** Less than a program has to end. */
const GRACE_MS = 5_000;

/** Limits of a service's own HTTP server; the gateway in front has stricter ones. */
export function httpServer(): FastifyServerOptions {
  return {
    bodyLimit: 10 * 1024 * 1024,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
  };
}

interface Served {
  getHttpServer(): Server;
  close(): Promise<void>;
}

/** Closes it: whoever has asked is answered. Who stays on, silent in the midst of a request, is cut after `graceMs`. */
export async function closed(app: Served, graceMs = GRACE_MS): Promise<void> {
  const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
