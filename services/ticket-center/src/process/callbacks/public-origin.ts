import { z } from 'zod';

/** The live value `public-origin`: how those outside get to a tenant's door. `{host}` stands for its first domain. */
export const PublicOrigin = z.object({ origin: z.string().regex(/^https?:\/\/[^/?#]+$/) });
export type PublicOrigin = z.output<typeof PublicOrigin>;

export const PUBLIC_ORIGIN_KEY = 'public-origin';
export const BY_DEFAULT: PublicOrigin = { origin: 'https://{host}' };

/** `@Inject(PUBLIC_ORIGIN) origin: Live<PublicOrigin>`. */
export const PUBLIC_ORIGIN = Symbol('public origin');
