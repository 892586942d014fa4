import { z } from 'zod';
import type { OwnRoutes } from '../own/own-route.api.js';
import { ClientLogBody } from './client-line.api.js';
import type { ClientLogs } from './client-logs.api.js';

const Taken = z.object({ taken: z.int() });

/** Where desks and portals send what they log. */
export function clientLogRoutes(logs: ClientLogs): OwnRoutes {
  return [
    {
      method: 'POST',
      template: '/api/v1/gateway/client-logs',
      permission: 'me:report',
      operationId: 'reportClientLogs',
      summary: 'Log lines of a desk or portal, with the trace of the call that each is about',
      tag: 'assurance',
      body: ClientLogBody,
      answer: Taken,
      tell: async ({ body, caller }) => {
        const said = body as ClientLogBody;
        await logs.take(said, caller);
        return { body: { taken: said.lines.length } };
      },
    },
  ];
}
