import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceClient } from '#libs/discovery/calls/service-client';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { FirstAnswers } from '#libs/web/idempotency/first-answers';
import { withServiceTables } from '#libs/web/platform/service-schema';
import type { DiscoveryService } from '@nestjs/core';
import { BuiltInConnectors } from '../../src/connector/built-in-connectors.js';
import { Connectors } from '../../src/connector/connector.api.js';
import { ConnectorSchema } from '../../src/connector/connector.schema.js';
import { FormCompiler } from '../../src/form/form-compiler.js';
import { FormRollouts } from '../../src/form/form-rollouts.js';
import { Forms } from '../../src/form/form.api.js';
import { PublishForm, PublishFormHandler } from '../../src/form/commands/publish-form.js';
import { RollBackForm, RollBackFormHandler } from '../../src/form/commands/end-form-rollout.js';
import { FormSchema } from '../../src/form/infra/form-version.schema.js';
import { TypeormFormDefinitions } from '../../src/form/infra/typeorm-form-definition.repository.js';
import { TypeormFormVersions } from '../../src/form/infra/typeorm-form-versions.js';
import { FormDraft, type DraftPurpose } from '../../src/form-draft/domain/form-draft.aggregate.js';
import { DraftEnds } from '../../src/form-draft/infra/draft-ends.js';
import { TypeormFormDrafts } from '../../src/form-draft/infra/typeorm-form-draft.repository.js';
import { Lookups } from '../../src/form-draft/lookup/lookups.js';
import { RollOutForms1764700100000 } from '../../src/migrations/1764700100000-roll-out-forms.js';
import { ticketCenter } from '../../src/service.js';
import { SpecialData } from '../../src/stage-form/special-data.api.js';
import { TicketFieldSchema } from '../../src/stage-form/stage-form.schema.js';
import { StageForms } from '../../src/stage-form/stage-form.api.js';
import { CategoryTree } from '../../src/ticket-category/domain/category-tree.aggregate.js';
import { CategoryInCircle } from '../../src/ticket-category/domain/ticket-category.errors.js';
import { TypeormCategoryTrees } from '../../src/ticket-category/infra/typeorm-category-tree.repository.js';
import { aNewTicket } from '../ticket/tickets-in-a-spec.js';
import { TicketSchema } from '../../src/ticket/infra/ticket.schema.js';

const clock = new FakeClock();
const definition = withServiceTables(ticketCenter.database);
const PURPOSE: DraftPurpose = {
  ...{ agentId: 'mia', subjectKind: 'contact', subjectId: newId(clock.now()) },
  ...{ stage: 'open', ticketType: 'general', flow: '' },
};

/** What one process of the service has on its connections. */
function formsOn(database: Database) {
  const builtIn = new BuiltInConnectors({} as DiscoveryService);
  const connectors = new Connectors(
    database,
    {} as ServiceClient,
    builtIn,
    new FirstAnswers(database, clock),
    {} as never,
  );
  const outbox = new Outbox('/ticket-center');
  const rollouts = new FormRollouts(database, clock);
  const definitions = new TypeormFormDefinitions(database, outbox, clock, rollouts);
  const versions = new TypeormFormVersions(database);
  const compiler = new FormCompiler(database, connectors);
  const publisher = new PublishFormHandler(definitions, versions, compiler, database, clock);
  const forms = new Forms(database, rollouts, clock);
  const drafts = new TypeormFormDrafts(database, outbox, clock);
  return {
    database,
    forms,
    drafts,
    lookups: new Lookups(database, forms, outbox, clock),
    ends: new DraftEnds(database, drafts, clock),
    stages: new StageForms(database, forms, clock),
    special: new SpecialData(database),
    trees: new TypeormCategoryTrees(database, outbox, clock),
    rollBack: (name: string, to: number) =>
      new RollBackFormHandler(definitions, clock).execute(new RollBackForm(name, to, 'too long', 'mia')),
    publish: (name: string, properties: object, more: object = {}) => {
      const jsonSchema = { type: 'object', properties, additionalProperties: false };
      const content = { jsonSchema, uiSchema: {}, computed: {}, lookups: {}, indexed: [], ...more };
      return publisher.execute(new PublishForm(name, 'form', content, '', 'mia'));
    },
  };
}

onEachEngine('forms, categories and drafts', (open) => {
  let engine: Engine;
  let one: ReturnType<typeof formsOn>;
  let other: ReturnType<typeof formsOn>;
  beforeAll(async () => {
    engine = await open(definition, ['acme', 'globex']);
    one = formsOn(engine.database);
    // The embedded database belongs to one process.
    other = formsOn(engine.database.locksRows ? engine.another() : engine.database);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const text = { type: 'string' };
  const refusals = (results: PromiseSettledResult<unknown>[]) =>
    results.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []));

  it('have versions without gaps when many publish at the same time', () =>
    inAcme(async () => {
      await one.publish('busy', { a: text });
      await Promise.all(Array.from({ length: 6 }, (_, n) => [one, other][n % 2]!.publish('busy', { a: text })));
      const rows = await (await engine.database.reader()).find(FormSchema, { where: { name: 'busy' } });
      expect(rows.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    }));

  it('begin once when many publish the same new form', () =>
    inAcme(async () => {
      const both = await Promise.allSettled([one, other].map((each) => each.publish('newborn', { a: text })));
      for (const refused of refusals(both)) expect(refused).toBeInstanceOf(StaleVersion);
      expect((await one.forms.choose('newborn', { ticket: 'T' })).version).toBe(2 - refusals(both).length);
    }));

  it('go back at once here, and within five seconds in every other process', () =>
    inAcme(async () => {
      await one.publish('back', { a: text });
      await one.publish('back', { b: text });
      const chosen = async (by: typeof one) => (await by.forms.choose('back', { ticket: 'T' })).version;
      expect([await chosen(one), await chosen(other)]).toEqual([2, 2]);
      await one.rollBack('back', 1);
      expect(await chosen(one)).toBe(1);
      clock.advance({ seconds: 6 });
      expect(await chosen(other)).toBe(1);
    }));

  it('of one tenant are not those of another: a release is of the tenant that makes it', async () => {
    await inAcme(() => one.publish('tenants', { a: text }));
    await runAsTenant('globex', async () => {
      expect((await one.forms.versions(['tenants'], { ticket: 'T' })).size).toBe(0);
    });
  });

  it('keep what was answered, and find tickets by it', () =>
    inAcme(async () => {
      await one.publish('found', { plate: text, note: text }, { indexed: ['plate'] });
      const ticketId = newId(clock.now());
      await one.stages.pin(ticketId, await one.stages.choose({ open: 'found' }, { ticket: ticketId }));
      expect(await one.stages.isMissing(ticketId, 'open')).toBe(true);
      for (const plate of ['A1', 'B2'])
        await one.stages.keep(ticketId, await one.stages.judge(ticketId, 'open', { plate, note: '你好' }), 'mia');
      expect(await other.special.of([ticketId], ['plate', 'note'])).toEqual(
        new Map([[ticketId, { plate: 'B2', note: '你好' }]]),
      );
      const reader = await engine.database.reader();
      expect(await reader.findBy(TicketFieldSchema, { ticketId })).toEqual([
        { ticketId, stage: 'open', field: 'plate', value: 'B2' },
      ]);
      await engine.database.transaction((tx) => tx.insert(TicketSchema, aTicketRow(ticketId)));
      const found = async (value: string) => {
        const query = reader.createQueryBuilder(TicketSchema, 'ticket');
        one.special.narrow(query, 'ticket.id', 'plate', value);
        return query.getCount();
      };
      expect([await found('A1'), await found('B2')]).toEqual([0, 1]);
    }));

  it('are moved by two at the same time, and no circle comes of it', () =>
    inAcme(async () => {
      await one.trees.add(CategoryTree.of('tree', []));
      await one.trees.update('tree', (tree) => {
        tree.add('a', 'A', null, 'mia', clock.now());
        tree.add('b', 'B', null, 'mia', clock.now());
      });
      const move = (by: typeof one, id: string, parentId: string) =>
        by.trees.update('tree', (tree) => tree.change(id, { parentId }, 1, 'mia', clock.now()));
      const both = await Promise.allSettled([move(one, 'a', 'b'), move(other, 'b', 'a')]);
      expect(refusals(both).map(({ constructor }) => constructor)).toEqual([CategoryInCircle]);
    }));

  describe('a draft', () => {
    const LOOKUP = { connector: 'order-system', action: 'find', arguments: { n: 'order' }, fills: { buyer: 'result' } };
    beforeAll(() =>
      inAcme(async () => {
        await engine.database.transaction((tx) =>
          tx.insert(ConnectorSchema, { name: 'order-system', baseUrl: null, timeoutMs: 5_000, version: 1 }),
        );
        await one.publish(
          'order',
          { order: text, buyer: text },
          { lookups: { order: { ...LOOKUP, timeoutMs: null } } },
        );
      }),
    );
    const drafted = async (purpose: Partial<DraftPurpose> = {}) => {
      const id = newId(clock.now());
      const subjectId = newId(clock.now());
      const form = { name: 'order', version: 1 };
      await one.drafts.add(FormDraft.open(id, { ...PURPOSE, subjectId, ...purpose }, form, clock.now()));
      return { id, subjectId, form };
    };
    const typed = (id: string, by: typeof one, answers: object, at = clock.now()) =>
      by.drafts.update(id, (draft) => draft.save({ common: {}, answers: { ...answers }, tab: 'main' }, at, at));

    it('is there once for each agent and thing it is about', () =>
      inAcme(async () => {
        const { subjectId, id } = await drafted();
        await expect(drafted({ subjectId })).rejects.toThrow();
        expect(await other.drafts.idFor({ ...PURPOSE, subjectId })).toBe(id);
        await drafted({ subjectId, agentId: 'lea' });
      }));

    it('survives a restart, with its question and the answer that comes after', () =>
      inAcme(async () => {
        const { id, form } = await drafted();
        await typed(id, one, { order: '订单-1' });
        await one.lookups.follow(id, form, { order: '订单-1' });
        const [asked] = await other.lookups.of(id);
        expect(asked).toMatchObject({ state: 'pending', asked: { n: '订单-1' } });
        await other.lookups.answer(asked!, 'mia', { state: 'found', code: null, filled: { buyer: 'Ann' } });
        expect((await other.drafts.get(id)).typed).toEqual({ order: '订单-1' });
        expect(await one.lookups.of(id)).toMatchObject([{ state: 'found', filled: { buyer: 'Ann' } }]);
      }));

    it('asks once for the same, anew for something else, and drops what comes for the old', () =>
      inAcme(async () => {
        const { id, form } = await drafted();
        await one.lookups.follow(id, form, { order: '1' });
        const [first] = await one.lookups.of(id);
        await one.lookups.follow(id, form, { order: '1', buyer: 'x' });
        expect(await one.lookups.of(id)).toEqual([first]);
        await one.lookups.follow(id, form, { order: '2' });
        await one.lookups.answer(first!, 'mia', { state: 'found', code: null, filled: { buyer: 'of 1' } });
        expect(await one.lookups.of(id)).toMatchObject([{ state: 'pending', asked: { n: '2' } }]);
      }));

    it('is removed with its questions when its time is over, and an answer then changes nothing', () =>
      inAcme(async () => {
        const { id, subjectId, form } = await drafted();
        await typed(id, one, { order: '1' }, new Date(clock.ms() + 90 * 24 * 3_600_000));
        await one.lookups.follow(id, form, { order: '1' });
        const [asked] = await one.lookups.of(id);
        await one.ends.removeDue();
        expect((await one.drafts.get(id)).id).toBe(id);
        await other.ends.subjectEnded(subjectId);
        clock.advance({ hours: 24 });
        await one.ends.removeDue();
        await expect(one.drafts.get(id)).rejects.toThrow('no such draft');
        await one.lookups.answer(asked!, 'mia', { state: 'found', code: null, filled: {} });
        expect(await one.lookups.of(id)).toEqual([]);
      }));

    it('is saved by two windows at the same time, and nothing of either is lost', () =>
      inAcme(async () => {
        const { id } = await drafted();
        await Promise.all([typed(id, one, { order: '1' }), typed(id, other, { buyer: 'Ann' })]);
        expect((await one.drafts.get(id)).typed).toEqual({ order: '1', buyer: 'Ann' });
      }));
  });
});

onEachEngine('forms of before there were rollouts', (open) => {
  it('go to everybody in their newest version, and are judged as before', async () => {
    const before = definition.migrations.slice(0, definition.migrations.indexOf(RollOutForms1764700100000));
    const engine = await open({ ...definition, migrations: before }, ['acme']);
    const schema = '{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}';
    const upgraded = engine.another({ definition });
    await runAsTenant('acme', async () => {
      const insert = (sql: string) => engine.database.transaction((tx) => tx.query(sql));
      for (const version of [1, 2])
        await insert(
          `INSERT INTO form (name, version, jsonSchema, uiSchema, note, createdAt, createdBy)
           VALUES ('old', ${version}, '${schema}', '{"a":{"widget":"textarea"}}', '', '2026-11-01 09:00:00.000', 'mia')`,
        );
      await upgraded.provision('acme');
      const { forms, publish } = formsOn(upgraded);
      expect(await forms.choose('old', { ticket: 'T' })).toEqual({ name: 'old', version: 2 });
      expect(await forms.judge({ name: 'old', version: 1 }, { a: 'x' }, 'answers')).toEqual({ a: 'x' });
      await publish('old', { b: text });
      expect((await forms.choose('old', { ticket: 'T' })).version).toBe(3);
    });
    await engine.dispose();
  });
});

const text = { type: 'string' };

/** As a ticket lies in its table. */
function aTicketRow(id: string): object {
  return { ...aNewTicket({ id }), version: 1, updatedAt: clock.now() };
}
