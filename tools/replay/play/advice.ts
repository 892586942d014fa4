import { z } from 'zod';
import type { Person } from '../../api/hire.js';
import type { Caller } from '../../api/caller.js';
import type { Advice, Journey } from './journey.js';
import { orderTicketFor } from './played-ticket.js';

const Given = z.object({
  id: z.string(),
  ticketType: z.object({ choices: z.array(z.object({ label: z.string(), confidence: z.number() })) }).nullable(),
});

/** Lets the suite learn from what was closed so far. */
export async function learn(admin: Caller, run: string): Promise<void> {
  await admin.post('/api/v1/recommendation-models/train', {}, {}, `${run}/learn`, z.unknown());
}

/** @returns undefined where nothing was learnt yet */
export async function askAdvice({ caller }: Person, journey: Journey): Promise<Advice | undefined> {
  const asked = { text: journey.request.request };
  const { id, ticketType } = await caller.post('/api/v1/recommendations', {}, asked, journey.key('advice'), Given);
  const [first] = ticketType?.choices ?? [];
  if (!first) return undefined;
  const { ticketType: truth } = orderTicketFor(journey.request.actions[0]!);
  return { id, said: first.label, confidence: first.confidence, truth };
}

export async function answerAdvice({ caller }: Person, journey: Journey, { id, truth }: Advice): Promise<void> {
  const chosen = { subject: 'ticket-type', chosen: truth };
  const key = journey.key('advice-answered');
  await caller.post('/api/v1/recommendations/{id}/feedback', { id }, chosen, key, z.unknown());
}
