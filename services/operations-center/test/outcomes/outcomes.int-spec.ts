import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import type { FigureTeams } from '../../src/figures/figure-teams.api.js';
import { CreateOutcomes1765380000000 } from '../../src/migrations/1765380000000-create-outcomes.js';
import { FollowOutcomes1765420020000 } from '../../src/migrations/1765420020000-follow-outcomes.js';
import { FollowCustomers1765520000000 } from '../../src/migrations/1765520000000-follow-customers.js';
import { OUTCOME_COUNTS } from '../../src/outcomes/answers/formulas.js';
import { OutcomeReader } from '../../src/outcomes/answers/outcome-reader.js';
import { MergedCustomers } from '../../src/outcomes/customers/merged-customers.js';
import { OUTCOME_ENTITIES } from '../../src/outcomes/outcomes.entities.js';
import { CustomerGroupSchema, ProfiledCustomerSchema } from '../../src/outcomes/profiles/customer-profile.schema.js';
import { ProfileFigures } from '../../src/outcomes/profiles/profile-figures.js';
import { PurchaseFigures } from '../../src/outcomes/purchases/purchase-figures.js';
import { Purchases } from '../../src/outcomes/purchases/purchases.js';
import { OutcomeWriter } from '../../src/outcomes/rows/outcome-writer.js';
import { OutcomeSettingsBook } from '../../src/outcomes/settings/outcome-settings.js';
import { forgetBefore } from '../../src/outcomes/upkeep/old-outcomes.js';

const TABLES = {
  context: 'operations',
  entities: OUTCOME_ENTITIES,
  migrations: [CreateOutcomes1765380000000, FollowOutcomes1765420020000, FollowCustomers1765520000000],
};
const START = Date.parse('2026-11-23T06:00:00Z');
const WHOLE = { from: START, to: START + 86_400_000, circle: null };
const nobody = { teamOf: () => Promise.resolve(null) } as unknown as FigureTeams;

onEachEngine('outcomes in a database', (open) => {
  let engine: Engine;
  let reader: OutcomeReader;
  let writer: OutcomeWriter;
  beforeEach(async () => {
    engine = await open(TABLES, ['acme']);
    reader = new OutcomeReader(engine.database, new OutcomeSettingsBook(engine.database), new FakeClock());
    writer = new OutcomeWriter(engine.database, nobody);
  });
  afterEach(() => engine.dispose());

  it('are counted, added up and listed by the same conditions', () =>
    runAsTenant('acme', async () => {
      for (const no of [1, 2, 3, 4, 5]) {
        const at = START + no * 60_000;
        const began = { openedAt: at, askedAt: at, repliedAt: at + no * 1_000, score: no, agentId: `a-${no % 2}` };
        const over = { sessionFrom: at, sessionTo: at + 5_000, endedAt: at + 6_000, customerId: 'li' };
        await writer.contact(`c-${no}`, { at, channel: 'chat', direction: 'inbound', ...began, ...over });
        await writer.ticket(`t-${no}`, {
          at,
          openedAt: at,
          solvedAt: at + 9_000,
          ...(no === 2 && { reopenedAt: at + 9_500 }),
        });
      }
      await writer.contact('c-6', {
        at: START,
        openedAt: START,
        endedAt: START + 1,
        channel: 'chat',
        direction: 'inbound',
      });
      const [sums] = await reader.sums(WHOLE, []);
      expect(sums).toMatchObject({
        ...{ opened: 6, deflected: 1, replied: 5, sessions: 5, tickets: 5, resolved: 4, rated: 5, satisfied: 1 },
        ...{
          firstContacts: 5,
          cameAgain: 4,
          undecided: 1,
          responseMs: 15_000,
          sessionMs: 25_000,
          resolutionMs: 36_000,
        },
      });
      for (const count of OUTCOME_COUNTS) {
        const first = await reader.list(WHOLE, count, { limit: 3 });
        const rest =
          first.next === null ? [] : (await reader.list(WHOLE, count, { limit: 9, cursor: first.next })).items;
        expect([count, first.items.length + rest.length]).toEqual([count, sums![count]]);
      }
      const byAgent = await reader.sums(WHOLE, ['agentId', 'channel']);
      expect(byAgent.map(({ agentId, channel, rated }) => [agentId, channel, rated])).toEqual([
        ...[
          [null, 'chat', 0],
          [null, 'ticket', 0],
        ],
        ...[
          ['a-0', 'chat', 2],
          ['a-1', 'chat', 3],
        ],
      ]);
      const [mine] = await reader.sums({ ...WHOLE, circle: { people: ['a-0'], teams: [] } }, []);
      expect(mine).toMatchObject({ opened: 2, tickets: 0 });
    }));

  it('are followed to what customers bought, and told by what customers are', () =>
    runAsTenant('acme', async () => {
      for (const no of [1, 2, 3]) {
        const at = START + no * 60_000;
        const began = { openedAt: at, customerId: 'li', agentId: `a-${no}`, score: 5 };
        await writer.contact(`c-${no}`, { at, channel: 'chat', direction: 'inbound', ...began });
      }
      const purchases = new Purchases(engine.database);
      const bought = { customerId: 'li', product: 'tyres', amount: 5, currency: 'CNY' };
      for (const boughtAt of [START, START + 90_000])
        await purchases.record({ id: `o-${boughtAt}`, ...bought, boughtAt });
      const figures = new PurchaseFigures(engine.database);
      const scope = { withinDays: 1, circle: null };
      const none = { ...{ key: null, afterContact: 0 }, ...{ purchases: 1, customers: 1 } };
      const values = [{ currency: 'CNY', amount: 5 }];
      expect(await figures.sums('agent', WHOLE, scope)).toEqual([
        { ...none, values },
        { ...none, key: 'a-1', afterContact: 1, values },
      ]);
      expect((await figures.of('li', scope)).map(({ after }) => after?.contactId)).toEqual(['c-1', undefined]);
      await engine.database.transaction((tx) =>
        tx.insert(CustomerGroupSchema, { customerId: 'li', dimension: 'tag', code: 'vip' }),
      );
      for (const [by, key] of [
        ['tag', 'vip'],
        ['relation', null],
        ['channel', 'chat'],
      ] as const)
        expect(await new ProfileFigures(engine.database).sums(by, WHOLE, null)).toEqual([
          {
            ...{ key, customers: 1, contacts: 3, tickets: 0, rated: 3, satisfied: 3, inContact: 1, repeated: 1 },
          },
        ]);
    }));

  it('keep a customer as long as something of them is counted', () =>
    runAsTenant('acme', async () => {
      const day = 86_400_000;
      for (const [id, customerId, openedAt] of [
        ['c-1', 'li', START - 200 * day],
        ['c-2', 'wang', START - 200 * day],
        ['c-3', 'wang', START],
        ['c-4', 'zhao', START],
      ] as const)
        await writer.contact(id, { at: openedAt, channel: 'chat', direction: 'inbound', openedAt, customerId });
      await engine.database.transaction(async (tx) => {
        for (const customerId of ['li', 'wang', 'zhao'])
          await tx.insert(CustomerGroupSchema, { customerId, dimension: 'tag', code: 'vip' });
      });
      const known = async () => {
        const db = await engine.database.reader();
        const [customers, groups] = [await db.find(ProfiledCustomerSchema), await db.find(CustomerGroupSchema)];
        expect(groups.every(({ customerId }) => customers.some(({ id }) => id === customerId))).toBe(true);
        return customers.map(({ id }) => id).toSorted();
      };
      expect(await known()).toEqual(['li', 'wang', 'zhao']);
      await forgetBefore(engine.database, START - 90 * day, () => Promise.resolve(true));
      expect(await known()).toEqual(['wang', 'zhao']);

      const customers = new MergedCustomers(engine.database, new FakeClock());
      const merge = { mergeId: 'm-1', mergedId: 'zhao', customerId: 'wang' };
      await customers.merged(merge);
      expect(await known()).toEqual(['wang']);
      await customers.unmerged(merge);
      expect(await known()).toEqual(['wang', 'zhao']);
      await customers.merged({ mergeId: 'm-2', mergedId: 'nobody', customerId: 'nobody else' });
      expect(await known()).toEqual(['wang', 'zhao']);
    }));
});
