import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../services/ticket-center/src/service.js';
import type { Engine } from '../outbox/engines.js';
import type { Measured } from '../runner.js';
import { atLeast } from '../target.js';
import { eachEngine, removedLater, type Databases } from '../telephony/databases.js';
import { perSecondOf } from './per-second.js';
import { rawWork } from './raw-work.js';
import { STEPS, type Rates } from './steps.js';

const SUBJECT = 'The parcel has not come';

/**
 * What an agent does with a ticket, over HTTP with everything that follows of it going on beside; and the rows alone that it writes, in
 * as many transactions, in the same run.
 */
export async function work(_engine: Engine, smoke: boolean): Promise<Measured> {
  const tickets = smoke ? 24 : 600;
  const results = await eachEngine(async (databases) => {
    const perSecond = await played(tickets, databases);
    const rowsPerSecond = await rawWork(tickets, databases);
    const share = Object.fromEntries(
      STEPS.map((step) => [step, Number((perSecond[step] / rowsPerSecond[step]).toFixed(3))]),
    ) as Rates;
    return { perSecond, rowsPerSecond, share };
  });
  for (const [name, { perSecond, share }] of Object.entries(results))
    console.log(`  ${name}: ${STEPS.map((step) => `${step} ${perSecond[step]}/s (${share[step]})`).join(', ')}`);
  const targets = Object.entries(results).flatMap(([name, { share }]) =>
    STEPS.map((step) => atLeast(`${step} per second, as a share of its rows alone, ${name}`, share[step], 0.1)),
  );
  return { results, targets };
}

async function played(tickets: number, { make }: Databases): Promise<Rates> {
  const service = await ServiceInTest.start(ticketCenter, { databases: { make, remove: removedLater } });
  try {
    const mia = await service.as('*');
    const li = await service.asCaller({ subject: 'li' }, '*');
    const ids: string[] = [];
    await open(mia); // what is compiled and cached at the first time is not measured
    const all = Array.from({ length: tickets }, (_, at) => at);
    const rate = (each: (at: number) => Promise<void>) => perSecondOf(all, each);
    const path = (at: number, verb: string) => `/api/v1/tickets/${ids[at]!}/${verb}`;
    return {
      open: await rate(async (at) => void (ids[at] = await open(mia))),
      claim: await rate((at) => done(mia, path(at, 'grab'))),
      transfer: await rate((at) => done(mia, path(at, 'transfer'), { toId: 'li' })),
      solve: await rate((at) => done(li, path(at, 'solve'), { solution: 'Sent again.' })),
    };
  } finally {
    await service.stop();
  }
}

async function open(agent: ApiClient): Promise<string> {
  const ticket = { ticketType: 'general', customerId: newId(new Date()), channel: 'web', subject: SUBJECT };
  const { status, body } = await agent.post<{ id: string }>('/api/v1/tickets', ticket);
  if (status !== 201) throw new Error(`a ticket was not opened: ${status}`);
  return body.id;
}

async function done(agent: ApiClient, path: string, body: object = {}): Promise<void> {
  const { status } = await agent.post(path, body);
  if (status !== 200) throw new Error(`${path}: ${status}`);
}
