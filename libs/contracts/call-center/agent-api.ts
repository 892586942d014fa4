import { z } from 'zod';

/** `GET /internal/agents/{id}/team` of call-center: null for whoever has none, or is no agent. */
export const AgentTeam = z.object({ teamId: z.uuid().nullable() });
