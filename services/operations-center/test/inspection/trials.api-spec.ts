import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { eventually } from '#libs/testing/eventually';
import type { LeasedRounds, Rounds } from '#libs/web/platform/leased-rounds';
import { RuleSets } from '../../src/inspection/rule-sets/rule-sets.js';
import { Settings } from '../../src/inspection/rule-sets/settings.js';
import { SubjectSchema, TurnSchema } from '../../src/inspection/subjects/subject.schema.js';
import { TrialRounds } from '../../src/inspection/trials/trial-rounds.js';
import { TrialSchema, type TrialRow } from '../../src/inspection/trials/trial.schema.js';
import type { Trials } from '../../src/inspection/trials/trials.js';
import { anId } from '../events-of-others.js';
import { InspectionDesk, type Finding, type Page } from './inspection-desk.js';
import { phrases } from './inspection-rules.js';

const DAY_MS = 86_400_000;

describe('operations-center: rules that are tried', () => {
  let desk: InspectionDesk;

  beforeAll(async () => {
    desk = await InspectionDesk.startWithRules();
    const contactId = anId();
    await desk.hear(contactId, [1, 'agent', '您好，傻瓜']);
    await desk.ended(contactId);
  });
  beforeEach(() => desk.logIn());
  afterAll(() => desk.stop());

  describe('a trial', () => {
    /** Another process that goes on with a trial as it last saw it, for so many pieces. */
    const otherProcess = (seen: TrialRow, pieces: number) => {
      const { app } = desk.service.running;
      let work: ((rounds: Rounds) => Promise<void>) | undefined;
      const leased = { of: (job: { work: typeof work }) => void (work = job.work) } as unknown as LeasedRounds;
      const trials = { due: () => Promise.resolve([seen]) } as unknown as Trials;
      const [sets, settings] = [app.get(RuleSets, { strict: false }), app.get(Settings, { strict: false })];
      new TrialRounds(app.get(Database), trials, sets, settings, desk.service.clock, leased);
      let looks = 0;
      const isOurs = () => Promise.resolve(looks++ <= pieces);
      const inEachTenant = (each: () => Promise<void>) => runAsTenant('acme', each);
      return work!({ isOurs, inEachTenant } as unknown as Rounds);
    };
    const inAcme = <Found>(ask: (db: Database) => Promise<Found>) =>
      runAsTenant('acme', () => ask(desk.service.running.app.get(Database)));

    it('counts each of many once, though a process goes on that lost it, and another dies over it', async () => {
      const at = new Date(desk.service.clock.ms() - 60 * DAY_MS);
      const ids = Array.from({ length: 60 }, anId);
      const none = { channel: null, queueId: null, agentId: null, customerId: null, conversationId: null };
      const subjects = ids.map((id) => ({
        ...{ id, kind: 'call', startedAt: at, state: 'inspected', endedAt: at, inspectedAt: at, dueAt: null, ...none },
        ...{ attempts: 0, judgedBy: null, scores: null, places: 1, lastSeq: 1, facts: {}, demand: 'met' },
        ...{ demandBy: null, demandDueAt: null },
      }));
      const turns = ids.map((subjectId) => ({
        ...{ subjectId, seq: 1, place: 1, speaker: 'agent', agentId: 'mia', text: '您好，傻瓜', fromMs: 0, toMs: 1 },
        isHold: false,
      }));
      await inAcme((database) =>
        database.transaction(async (tx) => {
          await insertRows(tx, SubjectSchema, subjects);
          await insertRows(tx, TurnSchema, turns);
        }),
      );
      const when = { from: new Date(at.getTime() - DAY_MS).toISOString(), to: at.toISOString() };
      const { body } = await desk.supervisor.post<{ id: string; total: number }>(
        `/api/v1/inspection/rule-sets/${desk.ruleSetId}/trials`,
        when,
      );
      const trial = () =>
        inAcme(async (database) => (await database.reader()).findOneByOrFail(TrialSchema, { id: body.id }));
      const asBegun = {
        ...(await trial()),
        state: 'running' as const,
        done: 0,
        result: {},
        cursorAt: null,
        cursorId: null,
      };
      await otherProcess(asBegun, 1);
      const isOver = async () => (await trial()).state === 'ended' && trial();
      const done = await eventually('it has ended', isOver, { within: 60_000 });
      expect(done).toMatchObject({ total: 60, done: 60, result: { words: { found: 60, subjects: 60 } } });
      await otherProcess(asBegun, 1);
      expect(await trial()).toEqual(done);
    });

    it('goes no further than now, and is given up when nobody comes to an end with it', async () => {
      const now = desk.service.clock.now();
      const when = { from: new Date(now.getTime() - DAY_MS).toISOString(), to: '2090-01-01T00:00:00Z' };
      const path = `/api/v1/inspection/rule-sets/${desk.ruleSetId}/trials`;
      const { body } = await desk.supervisor.post<{ id: string }>(path, when);
      const trial = () =>
        inAcme(async (database) => (await database.reader()).findOneByOrFail(TrialSchema, { id: body.id }));
      await eventually('it has ended', async () => (await trial()).state === 'ended', { within: 60_000 });
      const ended = await trial();
      expect(ended.toAt).toEqual(ended.createdAt);
      const running = { ...ended, state: 'running' as const, endedAt: null, done: 0, dueAt: null };
      await inAcme((database) => database.transaction((tx) => tx.update(TrialSchema, { id: body.id }, running)));
      /** As one that dies over its first piece: what it looked for is not there. */
      const dying = async () => otherProcess({ ...(await trial()), draft: null as never }, 1).catch(() => undefined);
      for (const attempts of [1, 2, 3, 4, 5]) {
        await dying();
        expect(await trial()).toMatchObject({ state: 'running', attempts });
      }
      await dying();
      expect(await trial()).toMatchObject({ state: 'failed', done: 0, dueAt: null, endedAt: expect.any(Date) });
    });
  });

  it('a trial counts what a draft finds beside what is live', async () => {
    const { rules: all, ...rest } = desk.rules();
    const changed = all.map((rule) => (rule.id === 'greeting' ? { ...rule, phrases: phrases('晚上好') } : rule));
    await desk.changeDraft({ ...rest, rules: changed.filter(({ id }) => id !== 'angry') });
    const { rules: counts, done } = await desk.tryDraft(desk.ruleSetId);
    const standing = (
      await desk.supervisor.get<Page<Finding>>('/api/v1/inspection/findings?limit=200')
    ).body.items.filter(({ state, rule }) => state === 'standing' && rule === 'words');
    expect(done).toBeGreaterThanOrEqual(4);
    expect(counts['words']).toMatchObject({ gained: 0, lost: 0 });
    expect(counts['greeting']).toMatchObject({ foundLive: 0, samples: expect.arrayContaining([expect.anything()]) });
    expect(standing.length).toBeGreaterThan(0);
    await desk.supervisor.post(`/api/v1/inspection/rule-sets/${desk.ruleSetId}/withdraw`);
    const contactId = anId();
    await desk.hear(contactId, [1, 'agent', '傻瓜']);
    expect((await desk.details(contactId)).findings).toEqual([]);
  });
});
