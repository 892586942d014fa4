import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import type { ClosedCases } from '../../src/recommendation/closed-cases.js';
import { type ClosedCase } from '../../src/recommendation/closed-cases.js';
import { Feedback } from '../../src/recommendation/feedback.js';
import { LikeCases } from '../../src/recommendation/like-cases.js';
import { ModelTraining } from '../../src/recommendation/model-training.js';
import { Recommendations } from '../../src/recommendation/recommendations.js';
import { ModelSchema } from '../../src/recommendation/recommendation.schema.js';
import { ServingModels } from '../../src/recommendation/serving-models.js';
import { ticketCenter } from '../../src/service.js';
import { TicketCases } from '../../src/ticket/ticket-cases.api.js';

const clock = new FakeClock();
const OURS = () => Promise.resolve(true);

/** What one process of the service has on its connections; the cases are given. */
function recommendationsOn(database: Database, cases: () => ClosedCase[]) {
  const tickets = new TicketCases(database);
  const given = { all: () => Promise.resolve(new Map([['ticket-type', cases()]])) } as unknown as ClosedCases;
  const models = new ServingModels(database);
  return {
    training: new ModelTraining(database, given, clock),
    feedback: new Feedback(database, clock),
    recommendations: new Recommendations(database, tickets, models, new LikeCases(tickets, clock), clock),
  };
}

onEachEngine('recommendations', (open) => {
  const cases: ClosedCase[] = [];
  let engine: Engine;
  let one: ReturnType<typeof recommendationsOn>;
  let other: ReturnType<typeof recommendationsOn>;
  beforeAll(async () => {
    engine = await open(withServiceTables(ticketCenter.database), ['acme']);
    cases.length = 0;
    one = recommendationsOn(engine.database, () => cases);
    // The embedded database belongs to one process.
    other = recommendationsOn(engine.database.locksRows ? engine.another() : engine.database, () => cases);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const closed = (count: number) => {
    for (let n = 0; n < count; n++) {
      const [label, text] = n % 2 ? ['return', '我要退货 return it'] : ['cancel', '取消订单 cancel it'];
      cases.push({ id: newId(clock.now()), label: label, text: text });
    }
  };
  const versions = async () => {
    const rows = await (await engine.database.reader()).find(ModelSchema, { order: { version: 'ASC' } });
    return rows.map(({ version, serving }) => [version, serving]);
  };

  it('are trained once, when two processes do so at the same time', () =>
    inAcme(async () => {
      closed(40);
      await Promise.all([one, other].map((each) => each.training.trainDue(OURS)));
      expect(await versions()).toEqual([[1, true]]);
    }));

  it('come from the newest model that is not worse, in every process', () =>
    inAcme(async () => {
      const ask = async (by: typeof one) => (await by.recommendations.give({ text: '怎么取消订单' }, 'mia')).ticketType;
      expect(await ask(other)).toMatchObject({ modelVersion: 1, choices: [{ label: 'cancel' }, {}] });
      closed(20);
      await one.training.trainDue(OURS);
      expect(await versions()).toEqual([
        [1, false],
        [2, true],
      ]);
      expect(await ask(other)).toMatchObject({ modelVersion: 2 });
    }));

  it('keep what was chosen last, wherever it was said', () =>
    inAcme(async () => {
      const { id } = await one.recommendations.give({ text: 'cancel' }, 'mia');
      await one.feedback.record(id, { subject: 'ticket-type', chosen: 'return' }, 'mia');
      await other.feedback.record(id, { subject: 'ticket-type', chosen: 'cancel' }, 'mia');
      const [serving] = await one.feedback.models();
      expect(serving).toMatchObject({ version: 2, feedback: { accepted: 1, overridden: 0 } });
    }));

  it('are forgotten after ninety days, what people made of them is not', () =>
    inAcme(async () => {
      const { id } = await one.recommendations.give({ text: 'cancel' }, 'mia');
      const say = () => one.feedback.record(id, { subject: 'ticket-type', chosen: 'cancel' }, 'mia');
      clock.advance({ days: 89 });
      await one.recommendations.forgetOld();
      await say();
      clock.advance({ days: 2 });
      await one.recommendations.forgetOld();
      await expect(say()).rejects.toThrow('Nothing was recommended.');
      expect((await one.feedback.models())[0]).toMatchObject({ feedback: { accepted: 2 } });
    }));

  it('keep only some models that no longer serve', () =>
    inAcme(async () => {
      for (let round = 0; round < 8; round++) {
        closed(20);
        await one.training.trainDue(OURS);
      }
      const kept = await versions();
      expect(kept.at(-1)).toEqual([10, true]);
      expect(kept).toHaveLength(5);
    }));
});
