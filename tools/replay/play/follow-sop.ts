import { z } from 'zod';
import type { Person } from '../../api/hire.js';
import type { Journey } from './journey.js';
import type { PlayedTicket } from './played-ticket.js';

const Recommended = z.object({ items: z.array(z.object({ name: z.string() })) });
const Field = z.object({ name: z.string(), type: z.string(), choices: z.array(z.string()) });
const Step = z.object({
  id: z.string(),
  collects: z.array(Field),
  ways: z.array(z.object({ way: z.int() })).nullable(),
});
const Run = z.object({ id: z.string(), version: z.int(), current: Step.nullable() });
type Step = z.infer<typeof Step>;

/** Of the procedures that were imported none is so long. */
const MOST_STEPS = 100;

/** The procedure that is recommended first for a ticket, step by step to its end. */
export async function followSop(agent: Person, journey: Journey, ticket: PlayedTicket, orderNumber: string) {
  const { caller } = agent;
  const key = (step: string) => journey.key(`sop-${step}/${ticket.id}`);
  const asked = { ticketId: ticket.id };
  const { items } = await caller.post('/api/v1/sop-recommendations', {}, asked, key('recommended'), Recommended);
  const [best] = items;
  if (!best) throw new Error('no SOP is recommended');
  const begun = { sop: best.name, subject: { kind: 'ticket', id: ticket.id }, orderNumber };
  let run = await caller.post('/api/v1/sop-runs', {}, begun, key('run'), Run);
  for (let done = 0; run.current !== null; done += 1) {
    if (done === MOST_STEPS) throw new Error(`the SOP ${best.name} does not come to an end`);
    const { id, version, current } = run;
    run = await caller.post('/api/v1/sop-runs/{id}/steps', { id }, answerTo(current), key(`${done}`), Run, version);
  }
}

/** Where a person chooses, the last way is the one that goes on. */
function answerTo({ id, collects, ways }: Step) {
  const values = Object.fromEntries(collects.map((field) => [field.name, valueFor(field)]));
  return { step: id, values, way: ways?.at(-1)?.way ?? null };
}

function valueFor({ type, choices }: z.infer<typeof Field>): string | number | boolean {
  if (type === 'boolean') return true;
  if (type === 'number') return 1;
  return choices[0] ?? 'as told';
}
