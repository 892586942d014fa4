import type { ContactRow } from '../infra/contact.schema.js';

/** The outside shape of a contact; lists leave the address out. */
export function contactView(row: ContactRow) {
  const { id, number, channel, direction, customerId, address, taskId, agentId, queueId, status } = row;
  const { outcome, version } = row;
  return {
    ...{ id, number, channel, direction, customerId, address, taskId, agentId, queueId, status, outcome, version },
    help: (row.course?.help ?? []).map((each) => ({ ...each, at: new Date(each.at).toISOString() })),
    wrapUps: [...(row.course?.wrapUps ?? [])],
    startedAt: row.startedAt.toISOString(),
    connectedAt: row.connectedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
