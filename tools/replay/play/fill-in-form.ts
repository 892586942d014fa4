import { z } from 'zod';
import { Refused, type Caller } from '../../api/caller.js';
import type { Person } from '../../api/hire.js';
import { until } from '../../until.js';
import { TicketView } from '../views.js';
import type { Journey } from './journey.js';
import type { PlayedTicket } from './played-ticket.js';

const STAGE = 'handle';
/** The order system may be away for a while; it is asked again. */
const FOUND_WITHIN_MS = 120_000;

const Draft = z.object({
  id: z.string(),
  version: z.int(),
  answers: z.record(z.string(), z.unknown()),
  lookups: z.array(z.object({ lookup: z.string(), state: z.string() })),
});
type Draft = z.infer<typeof Draft>;
const StageForms = z.object({ items: z.array(z.object({ stage: z.string(), answers: z.unknown() })) });

/** What the type of a ticket asks, where it asks something: typed into a draft, the order looked up, and handed in. */
export async function fillInForm({ caller }: Person, journey: Journey, ticket: PlayedTicket, orderNumber: string) {
  if ((await formOf(caller, ticket)) === undefined) return;
  const about = { subject: { kind: 'ticket', id: ticket.id }, stage: STAGE, ticketType: 'order-service' };
  const draft = await caller.post('/api/v1/form-drafts', {}, about, journey.key(`draft/${ticket.id}`), Draft);
  await type(caller, draft, { order: { orderNumber }, wish: 'change' });
  await lookedUp(caller, journey, draft);
  await handIn(caller, ticket, draft.id);
}

async function formOf(caller: Caller, { id }: PlayedTicket) {
  const { items } = await caller.get('/api/v1/tickets/{id}/forms', { id }, StageForms);
  return items.find(({ stage }) => stage === STAGE);
}

/** Nobody else types in it: where it is another version, the answer to the first attempt was lost. */
async function type(caller: Caller, { id, version }: Draft, answers: object): Promise<void> {
  await caller.patch('/api/v1/form-drafts/{id}', { id }, { answers }, z.unknown(), version).catch(unlessBehind);
}

/** What the order system knows; where it could not be asked, once more. */
async function lookedUp(caller: Caller, journey: Journey, { id }: Draft): Promise<void> {
  let asked = 0;
  const look = async () => {
    const { lookups } = await caller.get('/api/v1/form-drafts/{id}', { id }, Draft);
    const [order] = lookups;
    if (order?.state !== 'unavailable') return order?.state === 'found' ? order : undefined;
    asked += 1;
    const given = { id, lookup: order.lookup };
    const key = journey.key(`ask-again-${asked}/${id}`);
    await caller.post('/api/v1/form-drafts/{id}/lookups/{lookup}/ask-again', given, {}, key, z.unknown());
    return undefined;
  };
  await until('the order is found', look, { withinMs: FOUND_WITHIN_MS });
}

async function handIn(caller: Caller, ticket: PlayedTicket, draftId: string): Promise<void> {
  const given = { id: ticket.id, stage: STAGE };
  const attempt = async (): Promise<true | undefined> => {
    if ((await formOf(caller, ticket))?.answers) return true;
    const { version } = await caller.get('/api/v1/tickets/{id}', { id: ticket.id }, TicketView);
    return caller
      .put('/api/v1/tickets/{id}/forms/{stage}', given, { draftId }, z.unknown(), version)
      .then(() => true as const)
      .catch(unlessBehind);
  };
  await until('the form is handed in', attempt, { withinMs: FOUND_WITHIN_MS });
}

/** Somebody changed it since it was read, or the answer to the first attempt was lost. */
function unlessBehind(error: unknown): undefined {
  if (!(error instanceof Refused && error.status === 412)) throw error;
}
