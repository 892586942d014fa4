import { z } from 'zod';

const counted = {
  calls: z.int().describe('that were not answered from memory'),
  failed: z.int().describe('the other side did not say, or not what it promised'),
  p50Ms: z.int().nullable().describe('null: there was no call'),
  p95Ms: z.int().nullable(),
};

/** How a system outside does. */
export const InterfaceFigures = z.object({
  /** What the interface is called by. */
  code: z.string(),
  /** The worst of all processes. */
  breaker: z.enum(['closed', 'half-open', 'open']),
  ...counted,
  /** Those that were called. */
  operations: z.array(z.object({ operation: z.string(), ...counted })),
});
export type InterfaceFigures = z.infer<typeof InterfaceFigures>;

/** Of all published ones, over the last five minutes, by code. */
export const InterfaceFiguresList = z.object({ items: z.array(InterfaceFigures) });
