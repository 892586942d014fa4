import type { Command } from '#libs/process-engine/commands';
import type { ProcessRecord } from '#libs/process-engine/records';
import type { Place } from '#libs/process-engine/records/element';
import type { Snapshot } from '#libs/process-engine/snapshot';
import type { ProcessPayloadRow } from '../payloads/process-payload.schema.js';
import { putAside } from '../payloads/put-aside.js';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';
import type { ProcessRecordRow } from '../schema/process-record.schema.js';
import { delta, type Changes, type Stepped } from './changes.js';
import { correlationKeyOf } from '../run/digest.js';
import { enterEffects } from './effect-rows.js';
import type { Outcome } from '../run/submission.js';
import { taskChangesOf } from './task-changes.js';

/** All a step changes in the database; pure. */
export function changesOf(stepped: Stepped): Changes {
  const { submission, result, row, digest } = stepped;
  const instance = instanceOf(stepped);
  const recorded = result.records.map((record) => recordRow(submission.instance, record, digest));
  const changes: Changes = {
    submission,
    outcome: outcomeOf(result.snapshot, result.records),
    born: row === undefined,
    instance,
    records: recorded.map(({ row }) => row),
    payloads: recorded.flatMap(({ payloads }) => payloads),
    timers: delta(),
    calls: delta(),
    subscriptions: delta(),
    incidents: delta(),
    tasks: taskChangesOf(stepped, instance),
    messages: [],
    signals: [],
    outgoing: [],
    events: [],
    freed: [],
  };
  settleClaim(changes);
  settleMessage(changes, stepped);
  enterEffects(changes, stepped);
  return changes;
}

function outcomeOf({ instance, state, seq }: Snapshot, records: readonly ProcessRecord[]): Outcome {
  const ignored = records.find((record) => record.type === 'command-ignored');
  return { instance, state, seq, ...(ignored && { ignored: ignored.reason }) };
}

function instanceOf({ submission, row, result: { snapshot }, now }: Stepped): ProcessInstanceRow {
  const { state, seq, definition, parent } = snapshot;
  const hasEnded = state !== 'active' && state !== 'suspended';
  const current = {
    version: definition.version,
    state,
    seq,
    snapshot,
    endedAt: hasEnded ? (row?.endedAt ?? now) : null,
  };
  if (row) return { ...row, ...current };
  const { businessKey, root } = submission.birth!;
  return {
    id: submission.instance,
    definitionId: definition.id,
    businessKey,
    parentInstance: parent?.instance ?? null,
    parentWait: parent?.wait ?? null,
    rootInstance: root,
    status: null,
    startedAt: now,
    countedAt: null,
    ...current,
  };
}

type Digest = Stepped['digest'];

interface Recorded {
  readonly row: ProcessRecordRow;
  readonly payloads: readonly ProcessPayloadRow[];
}

function recordRow(instance: string, { seq, at, type, ...whole }: ProcessRecord, digest: Digest): Recorded {
  const { body, payloads } = putAside(whole, digest);
  return {
    row: { instance, seq, type, ...placeOf(whole), at: new Date(at), body },
    payloads: payloads.map(({ sha256, bytes, value }) => ({ instance, sha256, bytes, content: { value } })),
  };
}

/** Of an incident it is inside. */
function placeOf(body: object): Pick<ProcessRecordRow, 'element' | 'node' | 'run'> {
  const inside = 'incident' in body && typeof body.incident === 'object' ? body.incident : body;
  const { element = null, node = null, run = null } = inside as Partial<Place>;
  return { element, node, run };
}

/** What was claimed is done. Suspended instances keep the answer in their snapshot. */
function settleClaim({ submission: { claim, instance }, timers, calls }: Changes): void {
  if (!claim) return;
  (claim.of === 'timer' ? timers : calls).drop.push({ instance, wait: claim.wait });
}

/** A wait gets its next message when it is done with the last; one that came too late waits on for another. */
function settleMessage(changes: Changes, { submission, before, result: { snapshot } }: Stepped): void {
  const { command, message } = submission;
  if (message && changes.outcome.ignored && command.type === 'message-arrived')
    return void changes.messages.push({ ...message, kept: message, variables: command.variables });
  if (snapshot.state === 'suspended') return;
  for (const wait of waitsReached(command, before)) {
    const open = snapshot.waits[wait];
    if (open?.kind !== 'message') continue;
    const { name, key } = open;
    changes.freed.push({ instance: snapshot.instance, wait, name, correlationKey: correlationKeyOf(key) });
  }
}

function waitsReached(command: Command, before: Snapshot | undefined): number[] {
  const commands = command.type === 'resume' ? (before?.deferred ?? []) : [command];
  return commands.flatMap((each) => (each.type === 'message-arrived' ? [each.wait] : []));
}
