import type { Loop } from '../../snapshot.js';
import type { Variables } from '../../variables.js';

/** BPMN 2.0.2, table 10.30. */
export function counters({ total, started, completed }: Loop): Variables {
  return {
    numberOfInstances: total ?? null,
    numberOfActiveInstances: started - completed,
    numberOfCompletedInstances: completed,
    numberOfTerminatedInstances: 0,
  };
}
