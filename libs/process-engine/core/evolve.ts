import type { ProcessRecord, RecordType } from '../records.js';
import type { Snapshot } from '../snapshot.js';
import { Draft } from './state/draft.js';
import * as elements from './state/elements.js';
import * as instance from './state/instance.js';
import * as loops from './state/loops.js';
import * as waits from './state/waits.js';

type Appliers = { [Type in RecordType]: (draft: Draft, record: Extract<ProcessRecord, { type: Type }>) => void };

/** For the timeline only. */
const nothing = () => {};

const appliers: Appliers = {
  'instance-started': instance.start,
  'instance-suspended': instance.suspend,
  'instance-resumed': instance.resume,
  'instance-ended': instance.end,
  'element-entered': elements.enter,
  'element-left': elements.remove,
  'element-terminated': elements.remove,
  'flow-taken': elements.takeFlow,
  'tokens-withdrawn': elements.withdraw,
  'condition-evaluated': nothing,
  'decision-made': nothing,
  'variables-written': elements.write,
  'status-set': nothing,
  'wait-opened': waits.open,
  'wait-fired': waits.fire,
  'wait-dropped': waits.drop,
  'condition-held': waits.hold,
  'call-attempt-failed': waits.failAttempt,
  'event-thrown': nothing,
  'loop-begun': loops.begin,
  'loop-advanced': loops.advance,
  'scope-interrupted': elements.interrupt,
  'compensable-added': loops.addCompensable,
  'compensation-begun': loops.beginCompensation,
  'compensation-advanced': loops.advanceCompensation,
  'incident-raised': instance.raise,
  'incident-resolved': instance.resolve,
  'operator-acted': nothing,
  'run-begun': instance.beginRun,
  migrated: instance.migrate,
  'command-deferred': instance.defer,
  'command-taken': instance.take,
  'command-ignored': nothing,
};

/** The snapshot after one more record; undefined is before the first. @throws RangeError when a record is missing or comes twice. */
export function evolve(snapshot: Snapshot | undefined, record: ProcessRecord): Snapshot {
  const draft = new Draft(snapshot);
  const { state } = draft;
  if (record.seq !== state.seq + 1) throw new RangeError(`record ${record.seq} does not follow ${state.seq}`);
  apply(draft, record);
  return state;
}

/** The same on a draft. */
export function apply(draft: Draft, record: ProcessRecord): void {
  draft.state.seq = record.seq;
  // The table has for each type a function for that type, which TypeScript cannot see through an index.
  (appliers[record.type] as (draft: Draft, record: ProcessRecord) => void)(draft, record);
}
