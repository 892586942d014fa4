/** `@Inject(LOGGER) logger: Logger` (pino). */
export const LOGGER = Symbol('logger');
