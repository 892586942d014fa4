import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Outbox, OutboxSchema } from '#libs/messaging/outbox';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { InstanceState, Snapshot } from '#libs/process-engine/snapshot';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { AlertRuleService } from '../../src/process-alert/process-alert-rule.service.js';
import { ProcessAlerts } from '../../src/process-alert/process-alerts.js';
import { insertRows } from '../../src/process/changes/rows.js';
import { ProcessMonitor } from '../../src/process/monitoring/process-monitor.js';
import { ProcessMeasures, type Measure } from '../../src/process/process-measures.api.js';
import { partitionOf } from '../../src/process/run/digest.js';
import { unclaimed } from '../../src/process/schema/claimable.js';
import { ProcessCallSchema } from '../../src/process/schema/process-call.schema.js';
import { ProcessIncidentSchema } from '../../src/process/schema/process-incident.schema.js';
import { ProcessInstanceSchema, type ProcessInstanceRow } from '../../src/process/schema/process-instance.schema.js';
import { ProcessMessageSchema } from '../../src/process/schema/process-message.schema.js';
import { ProcessRecordSchema } from '../../src/process/schema/process-record.schema.js';
import { ProcessTimerSchema } from '../../src/process/schema/process-timer.schema.js';
import { StatisticFold } from '../../src/process/statistics/statistic-fold.js';
import { ticketCenter } from '../../src/service.js';
import { TENANTS } from './engine/process-world.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);
const MINUTES_MS = 60_000;

onEachEngine('what is seen of running processes', (open) => {
  let engine: Engine;
  let monitor: ProcessMonitor;
  let measures: ProcessMeasures;
  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  beforeAll(async () => {
    engine = await open(withServiceTables(ticketCenter.database), TENANTS);
    const clock = new FakeClock(NOW.toISOString());
    monitor = new ProcessMonitor(engine.database, clock);
    measures = new ProcessMeasures(engine.database, clock);
    await acme(() => setUp());
    await acme(() => new StatisticFold(engine.database, clock).fold(100));
  });
  afterAll(() => engine.dispose());

  /** Two definitions: of `refund` some stand still and some have ended, of `nap` one waits for a timer that is late. */
  const setUp = () =>
    engine.database.transaction(async (tx) => {
      const [stuck, stuckLonger, old] = [
        instance('refund', 'active', 120),
        instance('refund', 'active', 240),
        instance('refund', 'active', 7_200),
      ];
      const nap = instance('nap', 'suspended', 30);
      const ended = [
        instance('refund', 'completed', 200, 100),
        instance('refund', 'completed', 90, 80),
        instance('refund', 'failed', 50, 10),
        instance('refund', 'cancelled', 400, 20),
        instance('refund', 'completed', 9_000, 8_000),
      ];
      await insertRows(tx, ProcessInstanceSchema, [stuck, stuckLonger, old, nap, ...ended]);
      await insertRows(
        tx,
        ProcessRecordSchema,
        ended.flatMap(({ id, startedAt, endedAt, state }) => [
          { ...at(id, 1, startedAt), type: 'element-entered' as const },
          {
            ...at(id, 2, endedAt!),
            type: state === 'completed' ? ('element-left' as const) : ('element-terminated' as const),
          },
        ]),
      );
      const incident = { id: 1, code: 'CALL_FAILED' as const, message: 'no' };
      await insertRows(tx, ProcessIncidentSchema, [
        { ...incident, instance: stuck.id, node: 'pay', at: ago(60) },
        { ...incident, instance: stuckLonger.id, node: 'pay', at: ago(90) },
        { ...incident, instance: old.id, node: 'look', at: ago(7_000) },
      ]);
      const timer = (of: string, due: Date) => ({ instance: of, wait: 1, ...unclaimed(partitionOf(of), due) });
      await insertRows(tx, ProcessTimerSchema, [
        timer(nap.id, ago(70)),
        timer(old.id, ago(-70)),
        timer(stuck.id, ago(5)),
      ]);
      const call = (of: string, due: Date, claimedUntil = due) => ({
        ...{
          instance: of,
          wait: 2,
          connector: 'bank',
          input: {},
          effect: 'write' as const,
          attempt: 1,
          idempotencyKey: of,
          timeoutMs: null,
          callbackUntil: null,
        },
        ...{ ...unclaimed(partitionOf(of), due), claimedUntil },
      });
      await insertRows(tx, ProcessCallSchema, [
        call(stuck.id, ago(40)),
        call(stuckLonger.id, ago(90), ago(-30)),
        call(old.id, ago(-10)),
        call(nap.id, ago(20)),
      ]);
      const message = (expiresAt: Date) => ({
        id: newId(NOW),
        name: 'm',
        correlationKey: '',
        variables: {},
        expiresAt,
      });
      await insertRows(tx, ProcessMessageSchema, [message(ago(-60)), message(ago(60))]);
    });

  it('is told by definition, node and queue', async () => {
    const { definitions, incidents, calls, timers, starts, outgoing, repairs, messages } = await acme(() =>
      monitor.look(5 * MINUTES_MS),
    );
    const rate = { startedPerMinute: 0.2, completedPerMinute: 0, failedPerMinute: 0, cancelledPerMinute: 0 };
    expect(definitions).toEqual([
      { definition: 'nap', active: 0, suspended: 1, ...rate, duration: null },
      {
        ...{ definition: 'refund', active: 3, suspended: 0, startedPerMinute: 1, completedPerMinute: 0.4 },
        ...{ failedPerMinute: 0.2, cancelledPerMinute: 0.2 },
        duration: { mean: 55_000, p50: expect.closeTo(10_000, -3), p95: expect.closeTo(100_000, -4) },
      },
    ]);
    expect(incidents).toEqual({
      open: 3,
      byNode: [
        { definition: 'refund', node: 'pay', count: 2, oldest: ago(90) },
        { definition: 'refund', node: 'look', count: 1, oldest: ago(7_000) },
      ],
    });
    expect(calls).toEqual({ count: 2, lagSeconds: 40, claimed: 1, waiting: 1 });
    expect(timers).toEqual({ count: 2, lagSeconds: 70 });
    expect([starts, outgoing, repairs]).toEqual(Array(3).fill({ count: 0, lagSeconds: 0 }));
    expect(messages).toBe(1);
  });

  it.each<[Partial<Measure> & Pick<Measure, 'metric'>, number | null]>([
    [{ metric: 'incidents-open' }, 3],
    [{ metric: 'incidents-open', definition: 'refund', node: 'look' }, 1],
    [{ metric: 'incidents-open', definition: 'nap' }, 0],
    [{ metric: 'incident-rate', definition: 'refund' }, 0.4],
    [{ metric: 'call-lag' }, 40],
    [{ metric: 'call-lag', definition: 'nap' }, 20],
    [{ metric: 'timer-lag' }, 70],
    [{ metric: 'timer-lag', definition: 'refund' }, 5],
    [{ metric: 'failure-share' }, 0.25],
    [{ metric: 'failure-share', definition: 'nap' }, null],
    [{ metric: 'failure-share', definition: 'refund', node: 'refund' }, 0],
    [{ metric: 'started-rate' }, 1.2],
    [{ metric: 'ended-rate', definition: 'refund' }, 0.8],
    [{ metric: 'duration-p95', definition: 'nap' }, null],
    [{ metric: 'duration-p95', definition: 'refund', node: 'look' }, null],
  ])('is measured: %j', async (measure, value) => {
    const whole = { definition: null, node: null, windowMs: 5 * MINUTES_MS, ...measure };
    expect(await acme(() => measures.measure(whole))).toBe(value);
  });

  it('is measured within two per cent: durations', async () => {
    const measure = { metric: 'duration-p95', definition: 'refund', node: null, windowMs: 5 * MINUTES_MS } as const;
    const p95 = await acme(() => measures.measure(measure));
    expect(Math.abs(p95! - 100)).toBeLessThanOrEqual(2);
  });

  it('raises one alert, though two processes see it at once', async () => {
    const clock = new FakeClock();
    const alertsOn = (database = engine.database) => new ProcessAlerts(database, new Outbox('/process'), clock);
    const rules = new AlertRuleService(engine.database, alertsOn(), clock);
    const [one, other] = [alertsOn(), alertsOn(engine.database.locksRows ? engine.another() : engine.database)];
    const outbox = () => acme(async () => (await engine.database.reader()).count(OutboxSchema));
    await acme(async () => {
      const rule = await rules.create(
        {
          ...{ name: 'storm', metric: 'incidents-open', definition: null, node: null, comparison: 'above', value: 2 },
          ...{ window: 'PT5M', pause: 'PT0S', recipients: { accounts: ['mia'], role: 'duty' } },
        },
        'lea',
      );
      await Promise.all([one, other, one].map((alerts) => alerts.raise(rule, 3, ['mia'])));
      const { items } = await one.list({ limit: 10, recipient: 'mia', role: 'duty', state: 'raised' });
      expect(items).toMatchObject([{ rule: rule.id, measured: { raised: 3, cleared: null } }]);
      expect(await outbox()).toBe(1);
      const raised = await rules.get(rule.id);
      expect(raised).toMatchObject({ alert: items[0]!.id, version: 1 });
      await Promise.all([one, other].map((alerts) => alerts.clear(raised, 1)));
      expect(await one.get(items[0]!.id)).toMatchObject({ state: 'cleared', measured: { raised: 3, cleared: 1 } });
      expect(await outbox()).toBe(2);
    });
  });
});

/** @param began seconds ago; @param over likewise */
function instance(definitionId: string, state: InstanceState, began: number, over?: number): ProcessInstanceRow {
  const id = newId(NOW);
  return {
    ...{ id, definitionId, version: 1, businessKey: null, parentInstance: null, parentWait: null, rootInstance: id },
    ...{ state, status: null, seq: 2, snapshot: {} as Snapshot, startedAt: ago(began), countedAt: null },
    endedAt: over === undefined ? null : ago(over),
  };
}

/** The process itself. */
function at(id: string, seq: number, time: Date) {
  return { instance: id, seq, element: 1, node: 'refund', run: 1, at: time, body: {} };
}
