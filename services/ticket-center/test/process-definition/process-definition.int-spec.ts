import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { NoSharedCache } from '#libs/cache/shared-cache';
import type { ServiceClient } from '#libs/discovery/calls/service-client';
import { Outbox } from '#libs/messaging/outbox';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { FirstAnswers } from '#libs/web/idempotency/first-answers';
import type { DiscoveryService } from '@nestjs/core';
import { Calendars } from '../../src/calendar/calendar.api.js';
import { BuiltInConnectors } from '../../src/connector/built-in-connectors.js';
import { Connectors } from '../../src/connector/connector.api.js';
import { FormRollouts } from '../../src/form/form-rollouts.js';
import { Forms } from '../../src/form/form.api.js';
import { PublishDraft, PublishDraftHandler } from '../../src/process-definition/commands/publish-draft.js';
import { CreateDraft, CreateDraftHandler } from '../../src/process-definition/commands/save-draft.js';
import { DraftPublished } from '../../src/process-definition/domain/process-definition.errors.js';
import type { ProcessSource } from '../../src/process-definition/domain/process-source.js';
import { ProcessVersionSchema } from '../../src/process-definition/infra/process-definition.schema.js';
import { TypeormDefinitions } from '../../src/process-definition/infra/typeorm-process-definition.repository.js';
import { TypeormDrafts } from '../../src/process-definition/infra/typeorm-process-draft.repository.js';
import { TypeormProcessVersions } from '../../src/process-definition/infra/typeorm-process-versions.js';
import { ModelCache } from '../../src/process-definition/model-cache.js';
import { ProcessCompiler } from '../../src/process-definition/process-compiler.js';
import { ProcessDefinitions } from '../../src/process-definition/process-definition.api.js';
import { KnownStarts } from '../../src/process/starts/known-starts.js';
import { RolloutCache } from '../../src/process-definition/rollout-cache.js';
import { ServiceTargets } from '../../src/service-target/service-target.api.js';
import { ticketCenter } from '../../src/service.js';
import { bpmnOf, decisionNamed, lineOf } from './processes-in-a-spec.js';

const clock = new FakeClock();
const nobodyToCall = {} as ServiceClient;
const nothingToDiscover = {} as DiscoveryService;

/** What one process of the service has on its connections. */
function designersOn(database: Database) {
  const rollouts = new RolloutCache(clock);
  const definitions = new ProcessDefinitions(database, new ModelCache(new NoSharedCache()), rollouts);
  const compiler = new ProcessCompiler(
    database,
    new Connectors(
      database,
      nobodyToCall,
      new BuiltInConnectors(nothingToDiscover),
      new FirstAnswers(database, clock),
      {} as never,
    ),
    definitions,
    new Forms(database, new FormRollouts(database, clock), clock),
    new Calendars(database, clock),
    new ServiceTargets(database, clock),
  );
  const outbox = new Outbox('/ticket-center');
  const drafts = new TypeormDrafts(database, outbox, clock);
  const stored = new TypeormDefinitions(database, outbox, clock, rollouts);
  const versions = new TypeormProcessVersions(database);
  const starts = new KnownStarts(database, new Calendars(database, clock), clock);
  const create = new CreateDraftHandler(drafts, compiler, clock);
  const publish = new PublishDraftHandler(drafts, stored, versions, compiler, starts, database, clock);
  return {
    definitions,
    save: async (source: ProcessSource) => (await create.execute(new CreateDraft('Draft', source, 'mia'))).draftId,
    publish: (draftId: string) => publish.execute(new PublishDraft(draftId, '', null, 'mia')),
  };
}

onEachEngine('published processes', (open) => {
  let engine: Engine;
  let one: ReturnType<typeof designersOn>;
  let other: ReturnType<typeof designersOn>;
  beforeAll(async () => {
    engine = await open(withServiceTables(ticketCenter.database), ['acme']);
    one = designersOn(engine.database);
    // The embedded database belongs to one process.
    other = designersOn(engine.database.locksRows ? engine.another() : engine.database);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const file = (...processes: string[]): ProcessSource => ({ bpmn: bpmnOf(...processes), decisions: [] });
  const versionsOf = async (definitionId: string) =>
    (await engine.database.reader()).find(ProcessVersionSchema, { where: { definitionId }, order: { number: 'ASC' } });

  it('come out as they went in, whatever is in the files', () =>
    inAcme(async () => {
      const tasks = Array.from({ length: 600 }, (_, n) => `task${n}`);
      const odd = `\uFEFF${bpmnOf(lineOf('odd', ...tasks))}<!-- 😀 \\n "quoted" \\u0041 \t -->\r\n`;
      const source = { bpmn: odd, decisions: [decisionNamed('level'), `${decisionNamed('other')}\r\n`] };
      expect(odd.length).toBeGreaterThan(65_536);
      await one.publish(await one.save(source));
      const [version] = await versionsOf('odd');
      expect(version!.source).toEqual(source);
      expect(Object.keys((await other.definitions.model({ id: 'odd', version: 1 })).nodes)).toHaveLength(602);
    }));

  it('are published once by two who publish the same draft at the same time', () =>
    inAcme(async () => {
      const draftId = await one.save(file(lineOf('raced', 'call')));
      const results = await Promise.allSettled([one.publish(draftId), other.publish(draftId)]);
      const refused = results.filter((result) => result.status === 'rejected');
      expect(refused.map(({ reason }) => (reason as Error).constructor)).toEqual([DraftPublished]);
      expect((await versionsOf('raced')).map(({ number }) => number)).toEqual([1]);
    }));

  it('have numbers without gaps when many publish at the same time', () =>
    inAcme(async () => {
      await one.publish(await one.save(file(lineOf('busy', 'call'))));
      const drafts = await Promise.all(Array.from({ length: 8 }, () => one.save(file(lineOf('busy', 'call')))));
      await Promise.all(drafts.map((draftId, n) => [one, other][n % 2]!.publish(draftId)));
      expect((await versionsOf('busy')).map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }));

  it('begin once when many publish the same new process', () =>
    inAcme(async () => {
      const drafts = await Promise.all(Array.from({ length: 6 }, () => one.save(file(lineOf('newborn', 'call')))));
      const results = await Promise.allSettled(drafts.map((draftId, n) => [one, other][n % 2]!.publish(draftId)));
      const refused = results.filter((result) => result.status === 'rejected');
      const numbers = (await versionsOf('newborn')).map(({ number }) => number);
      expect(numbers).toEqual(Array.from({ length: drafts.length - refused.length }, (_, n) => n + 1));
      expect(numbers).not.toEqual([]);
      for (const { reason } of refused) expect(reason).toBeInstanceOf(StaleVersion);
    }));
});
