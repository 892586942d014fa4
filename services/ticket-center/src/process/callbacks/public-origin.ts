/** `@Inject(PUBLIC_ORIGIN) origin: Live<PublicOrigin>`. */
export const PUBLIC_ORIGIN = Symbol('public origin');
