import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { createLogger } from '#libs/observability/logger';
import { Metrics } from '#libs/observability/metrics';
import { KeysAtHand } from '#libs/personal-data/keys/keys-at-hand';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { AttemptEnds } from '../../src/campaign/dialing/attempt-ends.js';
import { AttemptSweep } from '../../src/campaign/dialing/attempt-sweep.js';
import { CampaignMetrics } from '../../src/campaign/dialing/campaign-metrics.js';
import { Dialling } from '../../src/campaign/dialing/dialling.js';
import { RecordImports } from '../../src/campaign/dialing/record-imports.js';
import { readRecords } from '../../src/campaign/dialing/record-csv.js';
import { Campaign } from '../../src/campaign/domain/campaign.aggregate.js';
import type { CampaignDefinition } from '../../src/campaign/domain/campaign-definition.js';
import { DialRecord } from '../../src/campaign/domain/dial-record.aggregate.js';
import { WEEKDAYS } from '../../src/campaign/domain/rules/callable-hours.js';
import { AttemptSchema } from '../../src/campaign/infra/attempt.schema.js';
import { DialRecordSchema } from '../../src/campaign/infra/dial-record.schema.js';
import { TypeormAttempts } from '../../src/campaign/infra/typeorm-attempt.repository.js';
import { TypeormCampaigns } from '../../src/campaign/infra/typeorm-campaign.repository.js';
import { TypeormDialRecords } from '../../src/campaign/infra/typeorm-dial-record.repository.js';
import { Consents } from '../../src/consent/consent.api.js';
import { DoNotCall } from '../../src/do-not-call/do-not-call.api.js';
import { NumberZones } from '../../src/number-zone/number-zone.api.js';
import { callCenter } from '../../src/service.js';
import { ScriptedTelephony } from './scripted-telephony.js';

const ALL_DAY = [{ from: '00:00', to: '24:00' }];
const DEFINITION: CampaignDefinition = {
  ...{ mode: 'progressive', queueId: null, teamId: null, planId: null, callerIds: ['+861088880000'], retries: {} },
  hours: Object.fromEntries(WEEKDAYS.map((day) => [day, ALL_DAY])),
  limits: { perRecord: 6, perNumberPerDay: 1, perNumberPerWeek: 3 },
  ...{ ringSeconds: 25, abandonLimitPercent: 3, abandonWindowDays: 30, mostPerAgent: 3, wrapUpSeconds: 60 },
  abandonPrompt: 'abandoned.wav',
  ...{ requiresConsent: false, purpose: 'marketing', preview: { seconds: 60, then: 'skip' } },
};

/** One process of the service. */
function processOf(database: Database, clock: FakeClock, telephony: ScriptedTelephony) {
  const logger = createLogger({ service: 'test', level: 'silent' });
  const outbox = new Outbox('/test');
  const keys = new KeysAtHand();
  const campaigns = new TypeormCampaigns(database, outbox, clock);
  const records = new TypeormDialRecords(database, outbox, clock, keys);
  const attempts = new TypeormAttempts(database, outbox, clock, keys);
  const doNotCall = new DoNotCall(database, clock, keys);
  const directory = new TenantDirectory(new FileConfigCentre(undefined, logger));
  const metrics = new CampaignMetrics(new Metrics('test'), directory, campaigns, attempts, clock);
  const registers = [doNotCall, new Consents(database, keys), new NumberZones(database)] as const;
  const stores = [database, campaigns, records, attempts] as const;
  const dialling = new Dialling(...stores, ...registers, telephony, metrics, clock, logger);
  const ends = new AttemptEnds(database, attempts, records, campaigns, doNotCall, metrics, clock);
  const sweep = new AttemptSweep(attempts, ends, telephony, clock, logger);
  const imports = new RecordImports(database, campaigns, records, clock);
  return { campaigns, records, attempts, doNotCall, dialling, ends, sweep, imports };
}

let numbers = 0;
const aNumber = () => `+8613900${String(numbers++).padStart(6, '0')}`;

onEachEngine('the moment of dialing', (open) => {
  const clock = new FakeClock();
  let engine: Engine;
  let telephony: ScriptedTelephony;
  let one: ReturnType<typeof processOf>;
  let other: ReturnType<typeof processOf>;
  let campaignId: string;

  beforeAll(async () => {
    engine = await open(withServiceTables(callCenter.database), ['platform', 'acme']);
  });
  afterAll(() => engine.dispose());
  beforeEach(async () => {
    telephony = new ScriptedTelephony();
    one = processOf(engine.database, clock, telephony);
    // The embedded database belongs to one process.
    other = engine.database.locksRows ? processOf(engine.another(), clock, telephony) : one;
    const now = clock.now();
    campaignId = newId(now);
    const campaign = Campaign.draft(campaignId, 'spring', DEFINITION, 'sam', now);
    campaign.move('start', 'sam', now);
    await acme(() => one.campaigns.add(campaign));
  });

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const aRecord = async (number: string) => {
    const id = newId(clock.now());
    const of = { id, campaignId, sourceKey: `id:${id}`, taskId: null, customerId: null, priority: 0 };
    await one.records.add(DialRecord.add({ ...of, numbers: [number], zone: 'Asia/Shanghai' }, clock.now()));
    return id;
  };
  const recordOf = async (id: string) => (await engine.database.reader()).findOneByOrFail(DialRecordSchema, { id });
  const attemptsOf = async (number: string) => (await engine.database.reader()).findBy(AttemptSchema, { number });

  it('comes for every line of a list, each known once', () =>
    acme(async () => {
      const lines = Array.from({ length: 450 }, aNumber);
      const list = readRecords(['phone', ...lines].join('\n'));
      const first = await one.imports.take(campaignId, list);
      expect(await other.imports.get(campaignId, first)).toMatchObject({ status: 'done', readLines: 450, added: 450 });
      const again = await other.imports.take(campaignId, list);
      expect(await one.imports.get(campaignId, again)).toMatchObject({ added: 0, known: 450 });
      const due = await one.records.due(campaignId, clock.now(), 500);
      expect(due).toHaveLength(450);
      expect(await other.dialling.dial(due[0]!, null)).toBe('zone-unknown');
    }));

  it('belongs to one dialer: two that race never call one record twice', () =>
    acme(async () => {
      const called: string[] = [];
      for (let n = 0; n < 12; n++) {
        const number = aNumber();
        called.push(number);
        const id = await aRecord(number);
        const rules = await Promise.all([one, other, one, other].map(({ dialling }) => dialling.dial(id, null)));
        expect(rules.filter((rule) => rule === null)).toHaveLength(1);
        expect(await recordOf(id)).toMatchObject({ status: 'dialling', attempts: 1 });
      }
      expect(telephony.placed.map(({ number }) => number).toSorted()).toEqual(called.toSorted());
    }));

  it('belongs to one call of a number: two records of it, raced for, are not called at once', () =>
    acme(async () => {
      for (let n = 0; n < 8; n++) {
        const number = aNumber();
        const [a, b] = [await aRecord(number), await aRecord(number)];
        const rules = await Promise.all([one.dialling.dial(a, null), other.dialling.dial(b, null)]);
        expect(rules.filter((rule) => rule === null)).toHaveLength(1);
        expect(rules.toSorted()).toContain('number-under-way');
        expect(telephony.placed.filter((order) => order.number === number)).toHaveLength(1);
      }
    }));

  it('hears an opt-out of after the list was built, whoever entered it', () =>
    acme(async () => {
      const [number, everybodys] = [aNumber(), aNumber()];
      const [id, another] = [await aRecord(number), await aRecord(everybodys)];
      await other.doNotCall.enter({ number, campaignId: null, reason: 'sms', by: 'mia' });
      const optOut = { number: everybodys, campaignId: null, reason: 'regulator', by: 'root' };
      await runAsTenant('platform', () => other.doNotCall.enter(optOut));
      expect(await one.dialling.dial(id, null)).toBe('do-not-call-tenant');
      expect(await one.dialling.dial(another, null)).toBe('do-not-call-global');
      expect(telephony.placed).toEqual([]);
      expect(await recordOf(id)).toMatchObject({ status: 'done', endedBy: 'do-not-call-tenant' });
      expect(await attemptsOf(number)).toMatchObject([
        { status: 'withheld', decision: { rule: 'do-not-call-tenant' } },
      ]);
    }));

  it('is not there for a campaign that has been paused meanwhile', () =>
    acme(async () => {
      const id = await aRecord(aNumber());
      await other.campaigns.update(campaignId, (campaign) => campaign.move('pause', 'sam', clock.now()));
      expect(await one.dialling.dial(id, null)).toBe('campaign-not-running');
      expect(telephony.placed).toEqual([]);
    }));

  it('is written down before the call: a crash in between leaves an attempt that is asked for, and no second call', () =>
    acme(async () => {
      const number = aNumber();
      const id = await aRecord(number);
      telephony.broken = true;
      await one.dialling.dial(id, null);
      const [attempt] = await attemptsOf(number);
      clock.advance({ seconds: 31 });
      await other.sweep.run();
      expect(await recordOf(id)).toMatchObject({ status: 'dialling' });
      expect((await attemptsOf(number))[0]!.dueAt).toEqual(new Date(clock.ms() + 30_000));
      telephony.broken = false;
      // The order had got through, only its answer was lost.
      telephony.truths.set(attempt!.id, 'placed');
      expect(await other.dialling.dial(id, null)).toBe('record-not-waiting');
      clock.advance({ seconds: 31 });
      await Promise.all([one.sweep.run(), other.sweep.run()]);
      expect(await recordOf(id)).toMatchObject({ status: 'dialling', attempts: 1 });
      telephony.truths.set(attempt!.id, 'never');
      clock.advance({ seconds: 31 });
      await Promise.all([one.sweep.run(), other.sweep.run()]);
      expect(await recordOf(id)).toMatchObject({ status: 'waiting', attempts: 0, lastOutcome: 'unplaced' });
    }));

  it('holds to the limit of a number over the end of its call, for a day', () =>
    acme(async () => {
      const number = aNumber();
      const [a, b] = [await aRecord(number), await aRecord(number)];
      await one.dialling.dial(a, null);
      const [attempt] = await attemptsOf(number);
      const heard = { at: clock.now(), agentId: null, contactId: null };
      await Promise.all(
        [one, other].map(({ ends }) => ends.update(attempt!.id, (each) => each.hear({ type: 'busy', ...heard }))),
      );
      expect(await other.dialling.dial(b, null)).toBe('number-attempts-day');
      clock.advance({ hours: 24, seconds: 1 });
      expect(await other.dialling.dial(b, null)).toBeNull();
    }));
});
