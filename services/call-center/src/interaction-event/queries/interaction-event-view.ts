import type { InteractionEventRow } from '../infra/interaction-event.schema.js';

/** The outside shape of an interaction event. */
export function interactionEventView(row: InteractionEventRow) {
  const {
    id,
    number,
    type,
    topic,
    summary,
    customerId,
    contactIds,
    tickets,
    status,
    outcome,
    ruleId,
    answer,
    version,
  } = row;
  return {
    ...{ id, number, type, topic, summary, customerId, contactIds, tickets, status, outcome, ruleId, answer, version },
    recordedAt: row.recordedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}
