import { z } from 'zod';
import { eventContract } from '../../event-contract.js';

const alarm = z.object({
  interfaceId: z.uuid(),
  /** What the interface is called by. */
  interface: z.string(),
  metric: z.enum(['error-ratio', 'p95-ms']),
  threshold: z.number(),
});

/** Calls of an interface fail, or take, more than its designer allows. */
export const interfaceAlarmRaised = eventContract(
  'common-events',
  'interface.alarm-raised.v1',
  alarm.extend({ value: z.number() }),
);

export const interfaceAlarmCleared = eventContract(
  'common-events',
  'interface.alarm-cleared.v1',
  /** null: it was not called any more. */
  alarm.extend({ value: z.number().nullable() }),
);
