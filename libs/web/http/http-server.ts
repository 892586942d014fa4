import type { FastifyServerOptions } from 'fastify';

/** Limits of a service's own HTTP server; the gateway in front has stricter ones. */
export function httpServer(): FastifyServerOptions {
  return {
    bodyLimit: 10 * 1024 * 1024,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
  };
}
