import { personal } from '#libs/personal-data/personal';
import { z } from 'zod';
import type { InstanceStatus } from './process.api.js';

const time = z.iso.datetime();

export const InstanceStatusView = z
  .object({
    id: z.string(),
    definition: z.object({ id: z.string(), version: z.int() }),
    businessKey: personal('text', z.string().nullable()),
    state: z.enum(['active', 'suspended', 'completed', 'failed', 'cancelled']),
    status: z.string().nullable().describe('what the business calls it'),
    seq: z.int().describe('number of the last record'),
    startedAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: 'ProcessInstanceStatus' });

export function instanceStatusView(status: InstanceStatus): z.input<typeof InstanceStatusView> {
  const { startedAt, endedAt } = status;
  return { ...status, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}
