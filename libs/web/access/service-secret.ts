/** `@Inject(SERVICE_SECRET) secret: string`: what services prove themselves with; for the one that checks it. */
export const SERVICE_SECRET = Symbol('service secret');

/**
 * `@Inject(SERVICE_SECRETS) secrets: readonly string[]`: the same and those it had before, for keys derived from it. What is
 * signed is signed with the first; what any of them signed is believed.
 */
export const SERVICE_SECRETS = Symbol('service secrets');
