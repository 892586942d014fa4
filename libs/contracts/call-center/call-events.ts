import { z } from 'zod';
import { eventContract } from '../event-contract.js';

export const Channel = z.enum(['voice', 'chat', 'wechat', 'sms', 'web', 'email']);
export type Channel = z.infer<typeof Channel>;

export const Direction = z.enum(['inbound', 'outbound']);
export type Direction = z.infer<typeof Direction>;

/** One service demand is of exactly one type (capabilities S3.10, S3.15). The last four are ours to start. */
export const InteractionEventType = z.enum([
  'consultation',
  'enquiry',
  'fault-report',
  'complaint',
  'business-request',
  'care',
  'retention',
  'dunning',
  'survey',
]);
export type InteractionEventType = z.infer<typeof InteractionEventType>;

export const RecordingKind = z.enum(['voice', 'screen']);

const contactId = z.uuid();
const recordingId = z.uuid();
const interactionEventId = z.uuid();
const customerId = z.uuid().nullable();

export const contactStarted = eventContract(
  'call-events',
  'contact.started.v1',
  z.object({ contactId, number: z.string(), channel: Channel, direction: Direction, customerId }),
);

export const contactIdentified = eventContract(
  'call-events',
  'contact.identified.v1',
  z.object({ contactId, customerId: z.uuid() }),
);

/** Again for each agent who takes it over. */
export const contactConnected = eventContract(
  'call-events',
  'contact.connected.v1',
  z.object({
    contactId,
    agentId: z.string(),
    /** Null: past the queues. */
    queueId: z.string().nullable().optional(),
    at: z.iso.datetime().optional(),
  }),
);

/** What figures of queues and agents are made of; times in ms. */
const ContactCourse = z.object({
  channel: Channel,
  /** The last one; null: it came past the queues. */
  queueId: z.string().nullable(),
  /** Who had it last. */
  agentId: z.string().nullable(),
  queuedAt: z.iso.datetime().nullable(),
  answeredAt: z.iso.datetime().nullable(),
  waitMs: z.int(),
  /** Without hold. */
  talkMs: z.int(),
  holdMs: z.int(),
  wrapMs: z.int(),
  /** How it left its queue unserved. */
  left: z.enum(['abandoned', 'short-abandoned', 'timed-out']).nullable(),
});

/** Wrapped up, too. */
export const contactEnded = eventContract(
  'call-events',
  'contact.ended.v1',
  z.object({
    contactId,
    customerId,
    outcome: z.enum(['handled', 'self-served', 'abandoned']),
    course: ContactCourse.optional(),
    at: z.iso.datetime().optional(),
  }),
);

export const interactionEventRecorded = eventContract(
  'call-events',
  'interaction-event.recorded.v1',
  z.object({
    interactionEventId,
    type: InteractionEventType,
    topic: z.string(),
    customerId: z.uuid(),
    contactIds: z.array(contactId),
  }),
);

export const interactionEventContactLinked = eventContract(
  'call-events',
  'interaction-event.contact-linked.v1',
  z.object({ interactionEventId, contactId }),
);

/** The pre-check solved it online, or referred it to people. */
export const interactionEventPreChecked = eventContract(
  'call-events',
  'interaction-event.pre-checked.v1',
  z.object({ interactionEventId, outcome: z.enum(['solved-online', 'referred']), ruleId: z.string().nullable() }),
);

export const interactionEventClosed = eventContract(
  'call-events',
  'interaction-event.closed.v1',
  z.object({
    interactionEventId,
    customerId: z.uuid(),
    outcome: z.enum(['solved-online', 'solved-directly', 'ticket-closed']),
  }),
);

/** Its content is whole, verified and encrypted, and can be heard until it is deleted. */
export const recordingStored = eventContract(
  'call-events',
  'recording.stored.v1',
  z.object({
    recordingId,
    contactId,
    kind: RecordingKind,
    queue: z.string().nullable(),
    agentIds: z.array(z.string()),
    startedAt: z.iso.datetime(),
    durationMs: z.int(),
    bytes: z.int(),
    contentType: z.string(),
    retainUntil: z.iso.datetime(),
  }),
);

export const recordingTranscribed = eventContract(
  'call-events',
  'recording.transcribed.v1',
  z.object({ recordingId, contactId, transcriptVersion: z.int(), language: z.string() }),
);

/** Nobody can hear it any more. */
export const recordingDeleted = eventContract(
  'call-events',
  'recording.deleted.v1',
  z.object({ recordingId, contactId, reason: z.enum(['retention-over', 'upload-abandoned', 'by-request']) }),
);

export const RoutingState = z.enum([
  'offline',
  'not-ready',
  'ready',
  'offered',
  'engaged',
  'after-contact-work',
  'not-responding',
]);

export type RoutingState = z.infer<typeof RoutingState>;

const agentId = z.string();
/** Of the moment it is about: what ends by itself is told a little later. */
const at = z.iso.datetime();

export const agentStateChanged = eventContract(
  'call-events',
  'agent.state-changed.v1',
  z.object({
    agentId,
    /** Counts an agent's states from 1, without a gap. */
    seq: z.int().positive(),
    from: RoutingState,
    to: RoutingState,
    /** The code of why they are not ready; null otherwise. */
    reason: z.string().nullable(),
    at,
  }),
);

/** The agent takes more contacts than before, in the same state. */
export const agentCapacityFreed = eventContract('call-events', 'agent.capacity-freed.v1', z.object({ agentId, at }));

/** Theirs with these contacts, whoever has them by now. */
export const agentAfterContactWorkEnded = eventContract(
  'call-events',
  'agent.after-contact-work-ended.v1',
  z.object({ agentId, contactIds: z.array(z.string()), at }),
);

/** A supervisor is to approve that the agent is not ready for this reason. */
export const agentStatusRequested = eventContract(
  'call-events',
  'agent.status-requested.v1',
  z.object({ agentId, requestId: z.uuid(), reason: z.string(), at }),
);

/** Somebody is to call back; `recordingId`: the message they left. */
export const callbackRequested = eventContract(
  'call-events',
  'contact.callback-requested.v1',
  z.object({ contactId, customerId, queueId: z.uuid(), recordingId: recordingId.nullable() }),
);

/** A dialogue without people is over; contained: nobody was asked for. */
export const ivrSessionEnded = eventContract(
  'call-events',
  'ivr-session.ended.v1',
  z.object({
    sessionId: z.uuid(),
    contactId,
    flowId: z.uuid(),
    flowVersion: z.int().positive(),
    exit: z.enum(['queued', 'solved', 'hung-up', 'caller-hung-up', 'failed']),
    node: z.string(),
    contained: z.boolean(),
  }),
);
