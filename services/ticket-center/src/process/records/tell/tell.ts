import type { RecordBody } from '#libs/process-engine/records';
import type { Names } from './names.js';
import { elementTellers } from './tell-element.js';
import { eventTellers } from './tell-event.js';
import { instanceTellers } from './tell-instance.js';
import { waitTellers } from './tell-wait.js';
import type { Tellers } from './tellers.js';

const tellers: Tellers = { ...instanceTellers, ...elementTellers, ...waitTellers, ...eventTellers };

/** One sentence that people who look after processes understand; pure. Times in it are ISO 8601, UTC. */
export function tell(record: RecordBody, names: Names): string {
  // The table has for each type a function for that type, which TypeScript cannot see through an index.
  return (tellers[record.type] as (record: RecordBody, names: Names) => string)(record, names);
}
