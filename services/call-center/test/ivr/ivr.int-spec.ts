import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { Metrics } from '#libs/observability/metrics';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import type { CommandBus } from '@nestjs/cqrs';
import { StartContactHandler, type StartContact } from '../../src/contact/commands/start-contact.js';
import { ContactDirectory } from '../../src/contact/contact.api.js';
import { ContactDesk } from '../../src/contact/contact-desk.api.js';
import { ContactSchema } from '../../src/contact/infra/contact.schema.js';
import { TypeormContacts } from '../../src/contact/infra/typeorm-contact.repository.js';
import { DemandDesk } from '../../src/interaction-event/demand-desk.api.js';
import { Dialogue } from '../../src/ivr/dialogue/dialogue.js';
import { IvrMetrics } from '../../src/ivr/dialogue/ivr-metrics.js';
import { LocalEffects } from '../../src/ivr/dialogue/local-effects.js';
import type { OutsideEffects } from '../../src/ivr/dialogue/outside-effects.js';
import { StartedCalls } from '../../src/ivr/dialogue/started-calls.js';
import type { Effect, Result } from '../../src/ivr/domain/dialogue/effect.js';
import type { FlowDocument } from '../../src/ivr/domain/flow/flow-document.js';
import { IvrFlow } from '../../src/ivr/domain/ivr-flow.aggregate.js';
import { StepTakenOtherwise } from '../../src/ivr/domain/ivr.errors.js';
import { FlowVersions } from '../../src/ivr/flow/flow-versions.js';
import { KeptRequests } from '../../src/ivr/infra/kept-requests.js';
import { IvrSessionSchema } from '../../src/ivr/infra/ivr-session.schema.js';
import { TypeormIvrFlows } from '../../src/ivr/infra/typeorm-ivr-flow.repository.js';
import { TypeormIvrSessions } from '../../src/ivr/infra/typeorm-ivr-session.repository.js';
import { GetFlowStatistics, GetFlowStatisticsHandler } from '../../src/ivr/queries/get-flow-statistics.js';
import { EntryPoints } from '../../src/ivr/setup/entry-points.js';
import { PreCheckRules } from '../../src/pre-check-rule/pre-check-rule.api.js';
import { RecordingDirectory } from '../../src/recording/recording-directory.api.js';
import { callCenter } from '../../src/service.js';
import { AGENT, aFlow, aMenu, DEMAND, QUEUE } from './ivr-flows.js';

const DOCUMENT = aFlow({
  menu: aMenu({ 1: 'order', 2: 'agent' }),
  order: { kind: 'connector', connector: 'o', action: 'a', arguments: {}, into: 'order', next: 'bye', failed: 'agent' },
  agent: AGENT,
});
const press = (digits: string) => ({ kind: 'digits', digits }) as const;

/** Everybody outside, for one process: it answers, or the process dies while it waits. */
class Outside implements Pick<OutsideEffects, 'perform'> {
  readonly asked: string[] = [];
  dies = false;

  async perform({ id }: { id: string }, effect: Effect, number: number): Promise<Result> {
    this.asked.push(`${effect.kind} ${id}/${number}`);
    if (this.dies) throw new Error('killed');
    if (effect.kind === 'identify') return { kind: 'identified', customerId: null };
    return { kind: 'connector-answered', value: 'sent' };
  }
}

/** One process of the service. */
function processOf(database: Database, clock: FakeClock) {
  const outbox = new Outbox('/test');
  const contacts = new TypeormContacts(database, outbox, clock);
  const starting = new StartContactHandler(contacts, database, clock);
  const commands = { execute: (command: StartContact) => starting.execute(command) } as unknown as CommandBus;
  const directory = new ContactDirectory(database);
  const desk = new ContactDesk(commands, contacts, clock);
  const demands = new DemandDesk(commands, directory, new PreCheckRules(database));
  const sessions = new TypeormIvrSessions(database, outbox, clock);
  const versions = new FlowVersions(database);
  const outside = new Outside();
  const queue = new KeptRequests(database, desk);
  const inside = new LocalEffects(demands, new RecordingDirectory(database), queue);
  const metrics = new IvrMetrics(new Metrics('call-center'));
  const outsideEffects = outside as unknown as OutsideEffects;
  return {
    outside,
    queue,
    flows: new TypeormIvrFlows(database, outbox, clock),
    versions,
    entryPoints: new EntryPoints(database),
    calls: new StartedCalls(sessions, new EntryPoints(database), versions, desk, database, clock),
    dialogue: new Dialogue(sessions, versions, inside, outsideEffects, desk, metrics, database, clock),
    statistics: new GetFlowStatisticsHandler(database, versions),
  };
}

onEachEngine('dialogues in several processes', (open) => {
  const clock = new FakeClock();
  const flowId = newId(clock.now());
  let engine: Engine;
  let one: ReturnType<typeof processOf>;
  let other: ReturnType<typeof processOf>;
  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  beforeAll(async () => {
    engine = await open(withServiceTables(callCenter.database), ['acme']);
    await acme(() => answersAt('100', flowId, DOCUMENT));
  });
  beforeEach(() => {
    one = processOf(engine.database, clock);
    // The embedded database belongs to one process.
    other = processOf(engine.database.locksRows ? engine.another() : engine.database, clock);
  });
  afterAll(() => engine.dispose());

  const answersAt = async (address: string, id: string, document: FlowDocument) => {
    const { flows, versions, entryPoints } = processOf(engine.database, clock);
    await flows.add(IvrFlow.of(id, 'Orders', document, [], 'mia'));
    await flows.update(id, (flow) => flow.publish(1, [], '', 'mia', clock.now()));
    const published = { publishedBy: 'mia', publishedAt: clock.now(), note: '' };
    await versions.add({ flowId: id, number: 1, document, ...published });
    await entryPoints.put(address, id);
  };
  const aCall = (callId = newId(new Date())) =>
    ({ callId, entryPoint: '100', channel: 'voice', caller: null, language: null }) as const;
  const started = async (by = one) => {
    const { sessionId, contactId } = await by.calls.of(aCall());
    await by.dialogue.take(sessionId, 0, { kind: 'start' });
    return { sessionId, contactId };
  };
  const session = async (id: string) => (await engine.database.reader()).findOneByOrFail(IvrSessionSchema, { id });

  it('begin once, though all of them hear of the call', () =>
    acme(async () => {
      const call = aCall();
      const begun = await Promise.all([one, other, one, other].map(({ calls }) => calls.of(call)));
      expect(new Set(begun.map(({ sessionId }) => sessionId)).size).toBe(1);
      expect(new Set(begun.map(({ contactId }) => contactId)).size).toBe(1);
      const { callId } = call;
      expect(await (await engine.database.reader()).countBy(IvrSessionSchema, { callId })).toBe(1);
    }));

  it('leave no contact behind when they begin at the same time', () =>
    acme(async () => {
      const reader = await engine.database.reader();
      const before = await reader.count(ContactSchema);
      const call = aCall();
      await Promise.all([one, other, one, other].map(({ calls }) => calls.of(call)));
      expect(await reader.count(ContactSchema)).toBe(before + 1);
    }));

  it('go on in another process when the one that began them was killed before its first answer', () =>
    acme(async () => {
      const call = aCall();
      const { sessionId } = await one.calls.of(call);
      expect(await other.calls.of(call)).toMatchObject({ sessionId });
      expect(await other.dialogue.take(sessionId, 0, { kind: 'start' })).toMatchObject({
        next: 1,
        instruction: { say: ['Choose.'] },
      });
    }));

  it('lose nothing when a process is killed while it waits for others: the step sent again asks under the same key', () =>
    acme(async () => {
      const { sessionId } = await started();
      one.outside.dies = true;
      await expect(one.dialogue.take(sessionId, 1, press('1'))).rejects.toThrow('killed');
      expect((await session(sessionId)).state.effect).toMatchObject({ kind: 'connector' });
      await expect(other.dialogue.take(sessionId, 1, press('2'))).rejects.toThrow(StepTakenOtherwise);
      const answer = await other.dialogue.take(sessionId, 1, press('1'));
      expect(answer).toMatchObject({ next: null, instruction: { say: ['Bye.'] } });
      expect(other.outside.asked).toEqual(one.outside.asked);
      expect((await session(sessionId)).state.visits).toEqual({ menu: 1, order: 1, bye: 1 });
    }));

  it('are ended when nobody sends the step again, and the answer that comes too late changes nothing', () =>
    acme(async () => {
      const { sessionId } = await started();
      let arrived!: () => void;
      const asked = new Promise<void>((resolve) => (arrived = resolve));
      let answer!: (result: Result) => void;
      one.outside.perform = () => {
        arrived();
        return new Promise((resolve) => (answer = resolve));
      };
      const late = one.dialogue.take(sessionId, 1, press('1'));
      await asked;
      await other.dialogue.endLeft(sessionId, new Date(clock.ms() + 60_000));
      answer({ kind: 'connector-answered', value: 'sent' });
      expect(await late).toMatchObject({ next: null, instruction: { say: [], then: { do: 'hang-up' } } });
      expect(await session(sessionId)).toMatchObject({ exit: 'failed', exitNode: 'order', state: { effect: null } });
    }));

  it('answer one step alike, however many send it, and take it once', () =>
    acme(async () => {
      const { sessionId } = await started();
      const sent = [one, other, one, other, one, other].map((each) => each.dialogue.take(sessionId, 1, press('1')));
      const answers = await Promise.all(sent);
      expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
      expect((await session(sessionId)).state.visits).toEqual({ menu: 1, order: 1, bye: 1 });
    }));

  it('take one of several inputs for a step', () =>
    acme(async () => {
      const { sessionId } = await started();
      const sent = ['1', '2', '9'].map((key, at) => (at % 2 ? other : one).dialogue.take(sessionId, 1, press(key)));
      const settled = await Promise.allSettled(sent);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const each of settled)
        if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(StepTakenOtherwise);
    }));

  it('hand over to a queue together with the step, or neither', () =>
    acme(async () => {
      const { sessionId, contactId } = await started();
      const failing = new Error('no room');
      one.queue.enqueue = () => Promise.reject(failing);
      await expect(one.dialogue.take(sessionId, 1, press('2'))).rejects.toBe(failing);
      expect(await session(sessionId)).toMatchObject({ asked: null, exit: null });
      const answer = await other.dialogue.take(sessionId, 1, press('2'));
      expect(answer).toMatchObject({ next: null, instruction: { then: { do: 'queue' } } });
      expect(await session(sessionId)).toMatchObject({ asked: { for: 'queue', priority: 3 }, exit: 'queued' });
      const reader = await engine.database.reader();
      expect(await reader.findOneByOrFail(ContactSchema, { id: contactId })).toMatchObject({ status: 'waiting' });
    }));

  it('promise a callback together with the step that asks for it, or neither', () =>
    acme(async () => {
      const document = aFlow({
        who: { kind: 'identify', number: null, known: 'menu', unknown: 'menu' },
        menu: aMenu({ 1: 'back' }),
        back: { kind: 'callback', queueId: QUEUE, demand: DEMAND, next: 'bye' },
      });
      await answersAt('101', newId(new Date()), document);
      const { sessionId } = await one.calls.of({ ...aCall(), entryPoint: '101' });
      await one.dialogue.take(sessionId, 0, { kind: 'start' });
      const failing = new Error('no room');
      one.queue.requestCallback = () => Promise.reject(failing);
      await expect(one.dialogue.take(sessionId, 1, press('1'))).rejects.toBe(failing);
      expect(await session(sessionId)).toMatchObject({
        steps: [{ input: 'start' }],
        state: { node: 'menu', effect: null },
      });
      await other.dialogue.take(sessionId, 1, press('1'));
      expect(await session(sessionId)).toMatchObject({ asked: { for: 'callback', queueId: QUEUE }, contained: false });
    }));

  it('are counted by version: how they ended and where, what was contained, and each node', () =>
    acme(async () => {
      const statistics = () => one.statistics.execute(new GetFlowStatistics(flowId, 1));
      const countOf = (all: Awaited<ReturnType<typeof statistics>>, exit: string, node: string) =>
        all.exits.find((each) => each.exit === exit && each.node === node)?.count ?? 0;
      const visitsOf = (all: Awaited<ReturnType<typeof statistics>>, id: string) =>
        all.nodes.find(({ node }) => node === id) ?? { visits: 0, retriesExhausted: 0 };
      const before = await statistics();
      const inputs = [[press('1')], [press('2')], [{ kind: 'hang-up' } as const], [press('9'), press('9')], []];
      for (const each of inputs) {
        const { sessionId } = await started();
        for (const [index, input] of each.entries()) await one.dialogue.take(sessionId, index + 1, input);
      }
      const after = await statistics();
      expect(after.sessions - before.sessions).toBe(5);
      expect(after.running - before.running).toBe(1);
      expect(after.contained - before.contained).toBe(3);
      expect(after.containment).toBeCloseTo(after.contained / (after.sessions - after.running));
      expect(countOf(after, 'hung-up', 'bye') - countOf(before, 'hung-up', 'bye')).toBe(2);
      expect(countOf(after, 'queued', 'agent') - countOf(before, 'queued', 'agent')).toBe(1);
      expect(countOf(after, 'caller-hung-up', 'menu') - countOf(before, 'caller-hung-up', 'menu')).toBe(1);
      expect(visitsOf(after, 'menu').visits - visitsOf(before, 'menu').visits).toBe(4);
      expect(visitsOf(after, 'menu').retriesExhausted - visitsOf(before, 'menu').retriesExhausted).toBe(1);
    }));
});
