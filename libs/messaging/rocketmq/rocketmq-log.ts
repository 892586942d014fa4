import { format } from 'node:util';
import type { Logger } from 'pino';
import type { ILogger } from 'rocketmq-client-nodejs';

/**
 * The client tells every step and every failed attempt, into a file in the home directory unless it is given a logger. What
 * matters of it the broker says itself, so this goes down to what only a search for a fault wants to see.
 */
export function clientLog(logger: Logger): ILogger {
  return {
    info: (...args: unknown[]) => logger.trace(format(...args)),
    warn: (...args: unknown[]) => logger.debug(format(...args)),
    error: (...args: unknown[]) => logger.debug(format(...args)),
  };
}
