import type { Effect } from '../../effects.js';
import type { ProcessModel } from '../../model.js';
import type { ProcessRecord } from '../../records.js';
import type { EventThrown } from '../../records/event.js';
import type { Migrated } from '../../records/instance.js';
import type { WaitFired } from '../../records/wait.js';
import type { CallWait, Snapshot, TimerWait, WaitOwner } from '../../snapshot.js';
import { closing, nextAttempt, opening } from './of-waits.js';

/** What a record makes the host do, if anything; `before` is the state it is about to change. */
export function effectOf(record: ProcessRecord, model: ProcessModel, before: Snapshot): Effect | undefined {
  switch (record.type) {
    case 'wait-opened':
      return opening(record.wait, model);
    case 'wait-fired':
      return record.next ? nextTurn(record, before) : closing(record);
    case 'wait-dropped':
      return closing(record);
    case 'call-attempt-failed': {
      if (record.next === undefined) return closing(record);
      return nextAttempt(record, before.waits[record.wait] as CallWait & WaitOwner, model);
    }
    case 'event-thrown':
      return thrown(record, before);
    case 'incident-raised':
      return { type: 'raise-incident', incident: record.incident };
    case 'incident-resolved': {
      const { incident, element, node, run } = record;
      return { type: 'resolve-incident', incident, element, node, run };
    }
    case 'status-set': {
      const { element, node, run, status } = record;
      return { type: 'set-status', element, node, run, status };
    }
    case 'instance-ended': {
      const { outcome, variables, error, parent } = record;
      return { type: 'end-instance', outcome, variables, ...(error && { error }), ...(parent && { parent }) };
    }
    default:
      return undefined;
  }
}

function nextTurn({ wait: id, next }: WaitFired, before: Snapshot): Effect | undefined {
  if (next?.due === undefined) return undefined;
  const { element, node, run, cycle } = before.waits[id] as TimerWait & WaitOwner;
  return { type: 'set-timer', id, element, node, run, due: next.due, cycle: next.cycle ?? cycle! };
}

function thrown({ event, caughtBy, element, node, run }: EventThrown, { parent }: Snapshot): Effect | undefined {
  if (caughtBy !== undefined) return undefined;
  if (event.type === 'message') return { ...event, type: 'send-message', element, node, run };
  if (event.type === 'signal') return { ...event, type: 'broadcast-signal', element, node, run };
  if (event.type !== 'escalation' || !parent) return undefined;
  return { type: 'escalate-to-parent', parent, code: event.code, variables: event.variables };
}

/** Open waits whose node has another id now. */
export function movesOf({ nodes }: Migrated, { waits }: Snapshot): Effect[] {
  return Object.values(waits).flatMap((wait) => {
    const node = nodes[wait.node];
    return node === undefined || wait.kind === 'condition' ? [] : [{ type: 'move-wait', wait: wait.id, node }];
  });
}
