import { newId } from '#libs/kernel/id';
import type { EntityManager, EntitySchema } from 'typeorm';
import { writePayloads } from '../payloads/write-payloads.js';
import { ProcessCallSchema } from '../schema/process-call.schema.js';
import { ProcessCommandSchema } from '../schema/process-command.schema.js';
import { ProcessIncidentSchema } from '../schema/process-incident.schema.js';
import { ProcessInstanceSchema } from '../schema/process-instance.schema.js';
import { ProcessMessageSchema, type ProcessMessageRow } from '../schema/process-message.schema.js';
import { ProcessRecordSchema } from '../schema/process-record.schema.js';
import { ProcessSubscriptionSchema } from '../schema/process-subscription.schema.js';
import { ProcessTimerSchema } from '../schema/process-timer.schema.js';
import type { Changes, Delta, SentMessage } from './changes.js';
import { sha256 } from '../run/digest.js';
import { removeOutgoing, storeOutgoing } from '../run/outgoing.js';
import { deleteRows, insertRows, updateRows } from './rows.js';
import { receivers } from '../run/signals.js';
import type { Directive } from '../run/submission.js';

/** A message nobody waits for yet is kept that long. */
const MESSAGE_MS = 3_600_000;

/** Writes what a group of commands changed; answers what is to be done next, signals included. */
export async function writeChanges(tx: EntityManager, all: readonly Changes[], now: Date): Promise<Directive[]> {
  const [born, living] = [all.filter(({ born }) => born), all.filter(({ born }) => !born)];
  await insertRows(tx, ProcessInstanceSchema, instancesOf(born));
  await updateRows(
    tx,
    ProcessInstanceSchema,
    ['version', 'state', 'status', 'seq', 'snapshot', 'endedAt'],
    instancesOf(living),
  );
  await insertRows(
    tx,
    ProcessRecordSchema,
    all.flatMap(({ records }) => records),
  );
  await writePayloads(
    tx,
    all.flatMap(({ payloads }) => payloads),
  );
  await insertRows(
    tx,
    ProcessCommandSchema,
    all.filter(isRemembered).map((changes) => commandRow(changes, now)),
  );
  await write(
    tx,
    ProcessTimerSchema,
    all.map(({ timers }) => timers),
  );
  await write(
    tx,
    ProcessCallSchema,
    all.map(({ calls }) => calls),
  );
  await write(
    tx,
    ProcessSubscriptionSchema,
    all.map(({ subscriptions }) => subscriptions),
  );
  await write(
    tx,
    ProcessIncidentSchema,
    all.map(({ incidents }) => incidents),
  );
  await free(tx, all);
  const messages = all.flatMap((changes) => changes.messages);
  await insertRows(
    tx,
    ProcessMessageSchema,
    messages.map((message) => messageRow(message, now)),
  );
  const reached = await receivers(
    tx,
    all.flatMap(({ signals }) => signals),
    now,
  );
  const outgoing = [...all.flatMap((changes) => changes.outgoing), ...reached];
  await storeOutgoing(tx, outgoing, now);
  const done = all.filter(({ submission }) => submission.stored).map(({ submission }) => submission.key);
  await removeOutgoing(tx, done);
  return outgoing;
}

async function write<Row extends object>(
  tx: EntityManager,
  schema: EntitySchema<Row>,
  deltas: readonly Delta<Row>[],
): Promise<void> {
  await deleteRows(
    tx,
    schema,
    deltas.flatMap(({ drop }) => drop),
  );
  await insertRows(
    tx,
    schema,
    deltas.flatMap(({ put }) => put),
  );
}

/** Each in a row of its own: few waits get more than one message. */
async function free(tx: EntityManager, all: readonly Changes[]): Promise<void> {
  for (const { instance, wait } of all.flatMap(({ freed }) => freed))
    await tx.update(ProcessSubscriptionSchema, { instance, wait }, { taken: null });
}

function instancesOf(all: readonly Changes[]) {
  return all.map(({ instance }) => instance);
}

/** What was asked of a suspended instance may be asked again, under the same key, when it goes on. */
function isRemembered({ outcome }: Changes): boolean {
  return outcome.ignored !== 'SUSPENDED';
}

function commandRow({ submission, outcome }: Changes, at: Date) {
  const { key, fingerprint, instance } = submission;
  return { id: sha256(key), fingerprint, instance, outcome, at };
}

function messageRow({ kept, name, correlationKey, variables }: SentMessage, now: Date): ProcessMessageRow {
  const expiresAt = kept ? new Date(kept.expiresAt) : new Date(now.getTime() + MESSAGE_MS);
  return { id: kept?.id ?? newId(now), name, correlationKey, variables, expiresAt, kept: !kept?.atOnce };
}
