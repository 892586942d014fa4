import type { Finding } from '../../checks/finding.js';
import type { Recorded } from './facts.js';

const ORDER = 'nobody was offered before one who had waited longer';
export const ORDER_CHECKS = [ORDER];

/**
 * In each queue – channels have one each, all contacts the same priority – who comes first is offered first, unless they had left.
 * Who was missed by an agent rests, or waits again, and is not looked at after the first offer.
 */
export function checkOrder(recorded: readonly Recorded[]): Finding[] {
  return [...Map.groupBy(recorded, ({ channel }) => channel).values()].flatMap(inOneQueue);
}

function inOneQueue(contacts: readonly Recorded[]): Finding[] {
  const queued = contacts
    .filter(({ queuedAt }) => queuedAt !== null)
    .sort((one, other) => one.queuedAt! - other.queuedAt!);
  let earliest: { at: number; contact: Recorded } | undefined;
  const findings: Finding[] = [];
  // From the last to the first: whoever comes later must not have been offered before who came earlier stopped waiting.
  for (const contact of queued.toReversed()) {
    const at = contact.offers[0]?.at ?? contact.left?.at ?? Infinity;
    const offeredAt = contact.offers[0]?.at;
    if (earliest && earliest.at < at && earliest.contact.queuedAt! > contact.queuedAt!) {
      const problem = `contact ${earliest.contact.contactId} was, ${at - earliest.at} ms before ${contact.contactId}`;
      findings.push({ check: ORDER, problem });
    }
    if (offeredAt !== undefined && (!earliest || offeredAt < earliest.at)) earliest = { at: offeredAt, contact };
  }
  return findings;
}
