import type { Callback } from '../domain/callback.js';
import type { Company } from '../domain/contact-course.js';
import type { ContactRow } from '../infra/contact.schema.js';

/** The outside shape of a contact; lists leave the address out. */
export function contactView(row: ContactRow) {
  const { id, number, channel, direction, customerId, address, taskId, agentId, queueId, status } = row;
  const { outcome, version } = row;
  return {
    ...{ id, number, channel, direction, customerId, address, taskId, agentId, queueId, status, outcome, version },
    help: (row.course?.help ?? []).map((each) => ({ ...each, at: new Date(each.at).toISOString() })),
    wrapUps: [...(row.course?.wrapUps ?? [])],
    ...companyOf(row.course ?? {}),
    startedAt: row.startedAt.toISOString(),
    connectedAt: row.connectedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

function companyOf({ request, consultation, participants = [], outside = [], callback }: Partial<Company>) {
  return {
    request: request ? { id: request.id, kind: request.kind, by: request.by, to: request.to } : null,
    consultation: consultation ? { id: consultation.id, by: consultation.by, agentId: consultation.agentId } : null,
    participants: participants.map(({ agentId, since }) => ({ agentId, since: timeOf(since) })),
    outsideParties: outside.map(({ id, number, since }) => ({ id, number, since: timeOf(since) })),
    callback: callback ? calledBack(callback) : null,
  };
}

function calledBack({ state, attempts, notBefore }: Callback) {
  return { state, attempts, notBefore: notBefore === null ? null : timeOf(notBefore) };
}

/** @param all also those who are not heard by all */
export function supervisionOf({ course }: ContactRow, all: boolean) {
  const seen = (course?.supervision ?? []).filter(({ mode }) => all || mode === 'barge');
  return seen.map(({ id, by, mode, since }) => ({ id, by, mode, since: timeOf(since) }));
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
