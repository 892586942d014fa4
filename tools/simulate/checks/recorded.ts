import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import { Page } from '../../api/page.js';
import { sideBySide } from '../../side-by-side.js';
import { until } from '../../until.js';
import type { Offer, Recorded } from './facts.js';

const Contact = z.object({
  id: z.string(),
  channel: z.string(),
  status: z.string(),
  outcome: z.string().nullable(),
  agentId: z.string().nullable(),
});
type Contact = z.infer<typeof Contact>;

const Decision = z.looseObject({
  type: z.string(),
  reservationId: z.string().optional(),
  agentId: z.string().optional(),
  state: z.string().optional(),
  reason: z.string().optional(),
  waitedMs: z.number().optional(),
});
const Routing = z.object({ decisions: z.array(z.object({ at: z.iso.datetime(), decision: Decision })) });
export type Decided = z.infer<typeof Routing>['decisions'][number];

const LANES = 4;
const SETTLED_WITHIN_MS = 30_000;

/** All contacts there are, once none is open any more or it has taken long enough, with what routing decided about them. */
export async function recordedContacts(admin: Caller): Promise<Recorded[]> {
  const settled = async () => ((await openOnes(admin)) === 0 ? true : undefined);
  await until('no open contact', settled, { withinMs: SETTLED_WITHIN_MS }).catch(() => undefined);
  const recorded: Recorded[] = [];
  await sideBySide(await allContacts(admin), LANES, async (contact) => {
    const { decisions } = await admin.get('/api/v1/contacts/{id}/routing', { id: contact.id }, Routing);
    recorded.push(recordOf(contact, decisions));
  });
  return recorded;
}

async function openOnes(admin: Caller): Promise<number> {
  const statuses = ['waiting', 'offered', 'in-progress', 'held', 'wrap-up'];
  const pages = await Promise.all(
    statuses.map((status) => admin.get('/api/v1/contacts', { status, limit: '1' }, Page(Contact))),
  );
  return pages.reduce((sum, { items }) => sum + items.length, 0);
}

async function allContacts(admin: Caller): Promise<Contact[]> {
  const all: Contact[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = { limit: '200', ...(cursor !== '' && { cursor }) };
    const page: { items: Contact[]; next: string | null } = await admin.get('/api/v1/contacts', query, Page(Contact));
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
}

/** When it was queued follows from when its waiting was over and how long it was. */
export function recordOf({ id, ...contact }: Contact, decisions: readonly Decided[]): Recorded {
  const offers = offersIn(decisions);
  const leaving = decisions.find(({ decision }) => decision.type === 'contact-left');
  const left = leaving && {
    at: Date.parse(leaving.at),
    reason: leaving.decision.reason ?? '',
    waitedMs: leaving.decision.waitedMs ?? 0,
  };
  const accepted = offers.flatMap(({ states }) => states).find(({ state }) => state === 'accepted');
  const waitedUntil = accepted?.at ?? left?.at;
  const queuedAt = left && waitedUntil !== undefined ? waitedUntil - left.waitedMs : null;
  return { contactId: id, ...contact, queuedAt, offers, left: left ?? null };
}

function offersIn(decisions: readonly Decided[]): Offer[] {
  const states = Map.groupBy(
    decisions.filter(({ decision }) => decision.type === 'reservation-changed'),
    ({ decision }) => decision.reservationId,
  );
  return decisions.flatMap(({ at, decision: { type, reservationId = '', agentId = '' } }) => {
    if (type !== 'offer-made') return [];
    const changes = (states.get(reservationId) ?? []).map(({ at: then, decision: { state = '' } }) => ({
      state,
      at: Date.parse(then),
    }));
    return [{ reservationId, agentId, at: Date.parse(at), states: changes }];
  });
}
