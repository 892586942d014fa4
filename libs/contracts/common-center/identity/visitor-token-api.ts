import { z } from 'zod';

/** Whom the token is for: the id of the one conversation they take part in. */
export const VisitorTokenRequest = z.object({ subject: z.uuid() });

export const VisitorToken = z.object({ token: z.string(), expiresIn: z.int().describe('seconds') });
