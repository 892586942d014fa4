import type { OutgoingEvent } from '#libs/messaging/outbox';
import type { StepResult } from '#libs/process-engine/core/context';
import type { ProcessModel } from '#libs/process-engine/model';
import type { Snapshot } from '#libs/process-engine/snapshot';
import type { Variables } from '#libs/process-engine/variables';
import type { ProcessPayloadRow } from '../payloads/process-payload.schema.js';
import type { ProcessCallRow } from '../schema/process-call.schema.js';
import type { ProcessIncidentRow } from '../schema/process-incident.schema.js';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';
import type { ProcessRecordRow } from '../schema/process-record.schema.js';
import type { ProcessSubscriptionRow } from '../schema/process-subscription.schema.js';
import type { ProcessTimerRow } from '../schema/process-timer.schema.js';
import type { TaskChanges } from '../task-feed.api.js';
import type { Directive, KeptMessage, Outcome, Submission } from '../run/submission.js';

/** A command and what the engine made of it. */
export interface Stepped {
  readonly submission: Submission;
  /** As it was loaded; undefined: it starts. */
  readonly row: ProcessInstanceRow | undefined;
  readonly before: Snapshot | undefined;
  /** The version it was on before. */
  readonly model: ProcessModel;
  readonly result: StepResult;
  readonly now: Date;
  /** What a value is called that is kept beside the records, given as JSON. */
  readonly digest: (json: string) => string;
}

/** What a command changes in the database. */
export interface Changes {
  readonly submission: Submission;
  readonly outcome: Outcome;
  readonly born: boolean;
  readonly instance: ProcessInstanceRow;
  readonly records: readonly ProcessRecordRow[];
  /** What the records name. */
  readonly payloads: readonly ProcessPayloadRow[];
  readonly timers: Delta<ProcessTimerRow>;
  readonly calls: Delta<ProcessCallRow>;
  readonly subscriptions: Delta<ProcessSubscriptionRow>;
  readonly incidents: Delta<ProcessIncidentRow>;
  readonly tasks: TaskChanges;
  readonly messages: SentMessage[];
  readonly signals: SentSignal[];
  /** Commands to this tenant's instances that follow. */
  readonly outgoing: Directive[];
  /** What is told outside. */
  readonly events: OutgoingEvent[];
  /** Subscriptions that may get their next message. */
  readonly freed: MessageWaitRef[];
}

/** Dropped before put: a row that is replaced is in both. */
export interface Delta<Row> {
  readonly put: Row[];
  readonly drop: Partial<Row>[];
}

export type SentMessage = Omit<KeptMessage, 'id' | 'expiresAt'> & {
  /** Of one that comes back; a new one is given an id, and the time messages are kept. */
  readonly kept?: KeptMessage;
  readonly variables: Variables;
};

export interface SentSignal {
  readonly key: string;
  readonly name: string;
  readonly variables: Variables;
}

export interface MessageWaitRef {
  readonly instance: string;
  readonly wait: number;
  readonly name: string;
  readonly correlationKey: string;
}

export function delta<Row>(): Delta<Row> {
  return { put: [], drop: [] };
}
