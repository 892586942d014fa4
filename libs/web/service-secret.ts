/** `@Inject(SERVICE_SECRET) secret: string`: what services prove themselves with; for the one that checks it. */
export const SERVICE_SECRET = Symbol('service secret');
