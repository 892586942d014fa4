import { eventContracts } from '#libs/contracts/event-catalogue';
import type { Kind } from './kind.js';

const QUIET = ['in-app'] as const;
const LOUD = ['in-app', 'email'] as const;
const LOUDEST = ['in-app', 'email', 'sms'] as const;

const ALL: readonly Kind[] = [
  { kind: 'ticket-assigned', on: 'ticket.assigned.v1', people: ['assigneeId'], channels: QUIET },
  { kind: 'ticket-transferred', on: 'ticket.transferred.v1', people: ['toId'], channels: LOUD },
  { kind: 'ticket-returned', on: 'ticket.returned.v1', people: ['toId'], channels: LOUD },
  { kind: 'ticket-mentioned', on: 'ticket.person-mentioned.v1', people: ['people'], channels: LOUD },
  { kind: 'ticket-customer-wrote', on: 'ticket.customer-wrote.v1', assignee: true, channels: QUIET },
  { kind: 'ticket-reopened', on: 'ticket.reopened.v1', assignee: true, channels: LOUD },
  { kind: 'ticket-urged', on: 'ticket.urged.v1', assignee: true, leads: 'instead', channels: LOUD },
  { kind: 'ticket-supervised', on: 'ticket.supervised.v1', assignee: true, channels: LOUD, urgent: true },
  {
    ...{ kind: 'ticket-attention', on: 'ticket.attention-called.v1', people: ['personId'], leads: 'instead' },
    ...{ channels: LOUD, mandatory: true, urgent: true },
  },
  {
    ...{ kind: 'ticket-notice', on: 'ticket.notification-requested.v1', people: ['people'], channels: LOUD },
    ...{ notBefore: 'deliverAt', template: 'template' },
  },
  {
    ...{ kind: 'ticket-sla-warned', on: 'ticket.sla-warned.v1', assignee: true, leads: 'instead' },
    ...{ notBefore: 'notifyAt', channels: LOUD, urgent: true },
  },
  {
    ...{ kind: 'ticket-sla-breached', on: 'ticket.sla-breached.v1', assignee: true, leads: 'always' },
    ...{ notBefore: 'notifyAt', channels: LOUD, mandatory: true, urgent: true },
  },
  { kind: 'assist-asked', on: 'assist-request.asked.v1', people: ['helperId'], channels: LOUD },
  {
    ...{ kind: 'assist-overdue', on: 'assist-request.overdue.v1', people: ['helperId', 'askedBy'] },
    ...{ channels: LOUD, urgent: true },
  },
  {
    ...{ kind: 'process-alert', on: 'process.alert-raised.v1', people: ['recipients'] },
    ...{ channels: LOUDEST, mandatory: true, urgent: true },
  },
  {
    ...{ kind: 'monitor-alert', on: 'operations.alert-escalated.v1', people: ['people'], roles: 'roles' },
    ...{ channels: LOUDEST, mandatory: true, urgent: true },
  },
  {
    ...{ kind: 'contact-help', on: 'contact.help-requested.v1', role: 'supervisor', channels: QUIET, urgent: true },
  },
  {
    ...{ kind: 'inspection-alert', on: 'operations.inspection-alert-raised.v1', role: 'supervisor' },
    ...{ channels: QUIET, urgent: true },
  },
  {
    ...{ kind: 'incident-proposed', on: 'operations.incident-proposed.v1', role: 'supervisor' },
    ...{ channels: LOUD, urgent: true },
  },
  {
    ...{ kind: 'knowledge-review-asked', on: 'knowledge-article.submitted.v1', role: 'supervisor' },
    ...{ channels: QUIET },
  },
  {
    ...{ kind: 'knowledge-rejected', on: 'knowledge-article.rejected.v1', people: ['submittedBy'] },
    ...{ channels: QUIET },
  },
  {
    ...{ kind: 'knowledge-review-due', on: 'knowledge-article.review-due.v1', people: ['ownerId'] },
    ...{ channels: LOUD },
  },
  {
    ...{ kind: 'knowledge-error-reported', on: 'knowledge-article.error-reported.v1', people: ['ownerId'] },
    ...{ channels: LOUD },
  },
  { kind: 'course-assigned', on: 'operations.course-assigned.v1', people: ['personId'], channels: QUIET },
  { kind: 'course-reminded', on: 'operations.course-reminded.v1', people: ['personId'], channels: LOUD },
  { kind: 'certificate-issued', on: 'operations.certificate-issued.v1', people: ['personId'], channels: QUIET },
  { kind: 'certificate-expiring', on: 'operations.certificate-expiring.v1', people: ['personId'], channels: LOUD },
  { kind: 'exam-released', on: 'operations.exam-released.v1', people: ['candidateId'], channels: LOUD },
  { kind: 'exam-appeal-made', on: 'operations.exam-appeal-made.v1', role: 'supervisor', channels: QUIET },
  { kind: 'evaluation-released', on: 'operations.evaluation-released.v1', people: ['toldIds'], channels: QUIET },
  { kind: 'evaluation-appealed', on: 'operations.evaluation-appealed.v1', role: 'supervisor', channels: QUIET },
  {
    ...{ kind: 'evaluation-overdue', on: 'operations.evaluation-overdue.v1', people: ['toldIds'] },
    ...{ leads: 'instead', channels: LOUD },
  },
  {
    ...{ kind: 'appeal-overdue', on: 'operations.appeal-overdue.v1', people: ['toldIds'] },
    ...{ leads: 'instead', channels: LOUD },
  },
  { kind: 'calibration-overdue', on: 'operations.calibration-overdue.v1', people: ['toldIds'], channels: LOUD },
  { kind: 'coaching-due', on: 'operations.coaching-due.v1', people: ['toldIds'], channels: LOUD },
  {
    ...{ kind: 'announcement', on: 'announcement.made.v1', people: ['recipients'] },
    ...{ channels: QUIET, mandatory: true, urgent: true },
  },
  {
    ...{ kind: 'interface-alarm', on: 'interface.alarm-raised.v1', role: 'admin' },
    ...{ channels: LOUD, mandatory: true, urgent: true },
  },
  {
    ...{ kind: 'personal-data-alarm', on: 'personal-data.access-alarmed.v1', people: ['recipients'], role: 'admin' },
    ...{ channels: LOUDEST, mandatory: true, urgent: true },
  },
  { kind: 'quota-nearly-used', on: 'quota.nearly-used.v1', role: 'admin', channels: LOUD, mandatory: true },
  {
    ...{ kind: 'webhook-disabled', on: 'webhook.endpoint-disabled.v1', role: 'admin' },
    ...{ channels: LOUD, mandatory: true },
  },
  {
    ...{ kind: 'session-reuse', on: 'session.reuse-detected.v1', people: ['accountId'], role: 'admin' },
    ...{ channels: LOUD, mandatory: true, urgent: true },
  },
  { kind: 'login-locked', on: 'login.locked.v1', people: ['accountId'], role: 'admin', channels: QUIET },
  { kind: 'roster-published', on: 'operations.roster-published.v1', people: ['agentIds'], channels: LOUD },
  { kind: 'schedule-changed', on: 'operations.schedule-changed.v1', people: ['agentIds'], channels: LOUD },
  { kind: 'leave-decided', on: 'operations.leave-decided.v1', people: ['agentId'], channels: LOUD },
  { kind: 'shift-swap', on: 'operations.shift-swap-moved.v1', people: ['toldIds'], channels: LOUD },
  { kind: 'overtime-offered', on: 'operations.overtime-offered.v1', people: ['agentIds'], channels: LOUD },
  { kind: 'stand-in', on: 'delegation.given.v1', people: ['fromId', 'toId'], channels: LOUD },
  { kind: 'stand-in-over', on: 'delegation.ended.v1', people: ['fromId', 'toId'], channels: QUIET },
];

/** Of what is told by events there are. */
export const KINDS: readonly Kind[] = ALL.filter(({ on }) => eventContracts.has(on));

const byName = new Map(KINDS.map((kind) => [kind.kind, kind]));
const byEvent = Map.groupBy(KINDS, ({ on }) => on);

export function kindNamed(name: string): Kind | undefined {
  return byName.get(name);
}

export function kindsOf(eventType: string): readonly Kind[] {
  return byEvent.get(eventType) ?? [];
}
