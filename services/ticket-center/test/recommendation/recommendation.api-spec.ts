import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { Connectors } from '../../src/connector/connector.api.js';
import { ModelTraining } from '../../src/recommendation/model-training.js';
import type { ModelView, RecommendationView } from '../../src/recommendation/recommendation.dto.js';
import { ModelSchema } from '../../src/recommendation/recommendation.schema.js';
import { TrainingRounds } from '../../src/recommendation/training-rounds.js';
import { ticketCenter } from '../../src/service.js';
import { TicketSchema, type TicketRow } from '../../src/ticket/infra/ticket.schema.js';
import { aNewTicket } from '../ticket/tickets-in-a-spec.js';

const ITEMS = ['kettle', 'lamp', 'desk', 'chair', 'phone', 'watch', 'shoe', 'coat'];
const WORDS = {
  'cancel-order': (item: string) => [`cancel my ${item} order please`, 'Cancelled order #W'] as const,
  'return-order': (item: string) => [`I want to return the ${item}`, 'Return label sent for #W'] as const,
} as const;

describe('recommendations', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let number = 0;
  beforeAll(async () => {
    service = await startForTest(ticketCenter, { tenants: ['acme', 'globex'] });
    mia = await service.as('*');
  });
  afterAll(() => service.stop());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  /** As they lie in their table after a long way. */
  const closed = (count: number, wording = WORDS) =>
    inAcme(() =>
      service.running.app.get(Database).transaction(async (tx) => {
        for (let n = 0; n < count; n++) {
          const [ticketType, wordsOf] = Object.entries(wording)[n % 2]!;
          const [subject, solution] = wordsOf(ITEMS[Math.floor(n / 2) % ITEMS.length]!);
          number += 1;
          const id = newId(service.clock.now());
          const ticket = aNewTicket({ id, number: `T-${number}`, ticketType, subject, description: '' });
          const now = service.clock.now();
          const ended = {
            status: 'closed',
            solution: `${solution}${number}`,
            solvedAt: now,
            closedAt: now,
            version: 1,
          };
          const row = { ...ticket, ...ended, updatedAt: now } as unknown as TicketRow;
          await tx.insert(TicketSchema, JSON.parse(JSON.stringify(row)) as object);
        }
      }),
    );
  const train = () => service.running.app.get(TrainingRounds).rounds.run();
  const recommended = async (asked: object, client = mia) =>
    (await client.post<RecommendationView>('/api/v1/recommendations', asked)).body;
  const models = async () => (await mia.get<{ items: ModelView[] }>('/api/v1/recommendation-models')).body.items;

  it('are none before enough tickets are closed', async () => {
    await closed(10);
    await train();
    expect(await recommended({ text: 'return it' })).toMatchObject({ ticketType: null, solution: null, sop: null });
  });

  it('give type and kind of solution with confidence, the words that weighed and like cases', async () => {
    await closed(50);
    service.clock.advance({ minutes: 6 });
    mia = await service.as('*');
    await train();
    const given = await recommended({ text: 'can I return this kettle' });
    expect(given.ticketType!.choices[0]).toMatchObject({
      ...{ label: 'return-order', words: expect.arrayContaining([expect.objectContaining({ word: 'return' })]) },
    });
    expect(given.ticketType!.choices[0]!.confidence).toBeGreaterThan(0.5);
    expect(given.solution!.choices[0]).toMatchObject({ label: 'return label sent for' });
    expect(given.likeCases[0]).toMatchObject({ ticketType: 'return-order', words: expect.arrayContaining(['kettle']) });
    expect((await models()).find(({ subject }) => subject === 'ticket-type')).toMatchObject({
      ...{ version: 1, serving: true, cases: 60, macroF1: 1, beforeMacroF1: null },
    });
  });

  it('are there for processes that decide by them', async () => {
    const opened = {
      ticketType: 'general',
      customerId: newId(service.clock.now()),
      subject: 'I want to return a coat',
    };
    const { body: ticket } = await mia.post<{ id: string }>('/api/v1/tickets', opened);
    const connectors = service.running.app.get(Connectors, { strict: false });
    const args = { ticketId: ticket.id };
    expect(await inAcme(() => connectors.perform('recommendations', 'recommend', args, 'k1'))).toMatchObject({
      ...{ refused: false, result: { ticketType: { label: 'return-order' }, sop: null } },
    });
  });

  it('are of one tenant alone', async () => {
    const globex = await service.asCaller({ tenant: 'globex' }, '*');
    expect(await recommended({ text: 'return the kettle' }, globex)).toMatchObject({ ticketType: null, likeCases: [] });
  });

  it('are followed or overridden, which is counted for the model that gave them', async () => {
    const { id } = await recommended({ text: 'return the lamp' });
    const say = (subject: string, chosen: string) =>
      mia.post(`/api/v1/recommendations/${id}/feedback`, { subject, chosen });
    expect(await say('ticket-type', 'cancel-order')).toMatchObject({ body: { accepted: false, said: 'return-order' } });
    expect(await say('ticket-type', 'return-order')).toMatchObject({ body: { accepted: true } });
    expect(await say('solution', 'Return label sent for #W77')).toMatchObject({ body: { accepted: true } });
    expect(await say('sop', 'any')).toMatchObject({ status: 404, body: { code: 'recommendation-not-found' } });
    const { id: other } = await recommended({ text: 'return the desk' });
    await mia.post(`/api/v1/recommendations/${other}/feedback`, { subject: 'ticket-type', chosen: 'complaint' });
    expect((await models()).find(({ subject }) => subject === 'ticket-type')!.feedback).toEqual({
      ...{ accepted: 1, overridden: 1 },
    });
  });

  it('are not learnt again before there is enough that is new', async () => {
    await closed(10);
    await train();
    expect((await models()).map(({ version }) => version)).toEqual([1, 1]);
  });

  it('go on with the old model where the new one is worse', async () => {
    const swapped = { 'cancel-order': WORDS['return-order'], 'return-order': WORDS['cancel-order'] };
    await closed(80, swapped as unknown as typeof WORDS);
    await closed(40);
    await train();
    const [newest, before] = (await models()).filter(({ subject }) => subject === 'ticket-type');
    expect(newest).toMatchObject({ version: 2, serving: false, beforeMacroF1: 1 });
    expect(newest!.macroF1).toBeLessThan(0.99);
    expect(before).toMatchObject({ version: 1, serving: true });
    expect((await recommended({ text: 'return the watch' })).ticketType).toMatchObject({
      ...{ modelVersion: 1, choices: [{ label: 'return-order' }, {}] },
    });
  });

  it('are kept by nobody who has lost the lease meanwhile', async () => {
    await closed(40);
    const count = () => inAcme(async () => (await service.running.app.get(Database).reader()).count(ModelSchema));
    const before = await count();
    const training = service.running.app.get(ModelTraining);
    await inAcme(() => training.trainDue(() => Promise.resolve(false)));
    expect(await count()).toBe(before);
    await inAcme(() => training.trainDue(() => Promise.resolve(true)));
    expect(await count()).toBeGreaterThan(before);
  });

  it('are learnt at once where somebody says so, and only from what is new', async () => {
    const before = (await models()).find(({ subject }) => subject === 'ticket-type')!.version;
    await closed(40);
    const { status, body } = await mia.post<{ items: ModelView[] }>('/api/v1/recommendation-models/train');
    expect(status).toBe(200);
    expect(body.items.filter(({ subject }) => subject === 'ticket-type')[0]).toMatchObject({ version: before + 1 });
    await mia.post('/api/v1/recommendation-models/train');
    expect((await models()).find(({ subject }) => subject === 'ticket-type')).toMatchObject({ version: before + 1 });
    const lea = await service.as('recommendation:use');
    expect((await lea.post('/api/v1/recommendation-models/train')).status).toBe(403);
  });
});
