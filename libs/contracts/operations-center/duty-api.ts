import { z } from 'zod';

/** Who has the duty of a roster now: of each layer one, in their order. */
export const OnDuty = z.object({ layers: z.array(z.object({ layer: z.string(), personId: z.string() })) });
export type OnDuty = z.infer<typeof OnDuty>;
