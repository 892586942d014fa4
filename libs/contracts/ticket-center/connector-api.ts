import { z } from 'zod';

/**
 * `POST /internal/connectors/{name}/actions/{action}` of ticket-center: has a system outside do something. What it says no to, and
 * that it cannot be reached, are answers too.
 */
export const ConnectorCall = z.object({
  arguments: z.record(z.string(), z.unknown()),
  withinMs: z.int().min(100).max(60_000),
});

export const ConnectorAnswer = z.object({
  outcome: z.enum(['done', 'refused', 'not-connected', 'failed']),
  result: z.json(),
});
