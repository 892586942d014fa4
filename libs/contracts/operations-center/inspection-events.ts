import { z } from 'zod';
import { eventContract } from '../event-contract.js';

/** What is inspected: a call and a chat by their contact, a ticket by itself. */
export const InspectedKind = z.enum(['call', 'chat', 'ticket']);
export type InspectedKind = z.infer<typeof InspectedKind>;

const subject = z.object({ kind: InspectedKind, id: z.uuid() });
const severity = z.enum(['hint', 'minor', 'major', 'fatal']);
const agentId = z.string().nullable();

/** A rule found something; which words is told by `span`, what they are stays in operations-center. */
export const findingRaised = eventContract(
  'operations-events',
  'operations.finding-raised.v1',
  z.object({
    findingId: z.uuid(),
    subject,
    ruleId: z.string(),
    ruleVersion: z.int(),
    severity,
    agentId: agentId.optional(),
    /** The sequence of what was said; null: the whole of it. */
    turn: z.int().nullable(),
    /** In code units of that. */
    span: z.object({ from: z.int(), to: z.int() }).nullable(),
  }),
);

/** An inspector said whether the rule was right; null: took it back. */
export const findingMarked = eventContract(
  'operations-events',
  'operations.finding-marked.v1',
  z.object({
    findingId: z.uuid(),
    subject,
    ruleId: z.string(),
    mark: z.enum(['right', 'false-positive']).nullable(),
  }),
);

/** Severe, and found while the conversation still goes on. */
export const inspectionAlertRaised = eventContract(
  'operations-events',
  'operations.inspection-alert-raised.v1',
  z.object({ alertId: z.uuid(), findingId: z.uuid(), subject, ruleId: z.string(), severity, agentId }),
);

/** What its customer came for is known, while it goes on: a ticket was opened, and read. */
export const subjectNoted = eventContract(
  'operations-events',
  'operations.subject-noted.v1',
  z.object({ subject, channel: z.string().nullable(), agentId }),
);

/** It is over, and all of it was inspected; told again when more of it came, or it was opened again. */
export const subjectInspected = eventContract(
  'operations-events',
  'operations.subject-inspected.v1',
  z.object({ subject, channel: z.string().nullable(), agentId, findings: z.int(), endedAt: z.iso.datetime() }),
);

/** What machines make of it by a scorecard: first, or as it is after more of it came or a finding was marked. */
export const subjectScored = eventContract(
  'operations-events',
  'operations.subject-scored.v1',
  z.object({
    subject,
    agentId,
    scorecardId: z.uuid(),
    scorecardVersion: z.int(),
    revision: z.int(),
    /** Percent of what was answered; null: nothing applied. */
    score: z.number().nullable(),
    passed: z.boolean(),
    /** Items, of those that are asked. */
    answered: z.int(),
    asked: z.int(),
  }),
);

/** What somebody promised was not done in time. */
export const promiseBroken = eventContract(
  'operations-events',
  'operations.promise-broken.v1',
  z.object({ promiseId: z.uuid(), subject, ruleId: z.string(), agentId, dueAt: z.iso.datetime() }),
);

/** Calls, chats and tickets speak of something far more than they usually do. */
export const incidentProposed = eventContract(
  'operations-events',
  'operations.incident-proposed.v1',
  z.object({
    incidentId: z.uuid(),
    observed: z.int(),
    expected: z.number(),
    surprise: z.number(),
    at: z.iso.datetime(),
  }),
);
