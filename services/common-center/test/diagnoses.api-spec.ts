import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { DiagnosisVerdict } from '#libs/contracts/common-center/integration/integration-api';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { DiagnosisRunSchema } from '../src/diagnosis/infra/diagnosis-run.schema.js';
import { DiagnosisRunSweep } from '../src/diagnosis/run/run-sweep.js';
import { commonCenter } from '../src/service.js';
import { CommonCenterInTest, ok } from './common-center-in-test.js';
import { ScriptedSystem } from './integration/scripted-system.js';

interface Run {
  id: string;
  status: string;
  steps: Record<string, { state: string; code: string | null; result: unknown }>;
  verdict: DiagnosisVerdict | null;
}
interface View {
  id: string;
  version: number;
  live: number | null;
  problems: { severity: string; step: string | null; message: string }[];
}

const ASK = { method: 'GET', request: { query: { account: '=input.account' } } };
const STEPS = {
  account: { interface: 'network', operation: 'account', arguments: { account: '=input.account' } },
  line: { interface: 'network', operation: 'line', arguments: { account: '=input.account' } },
  modem: {
    ...{ needs: ['line', 'account'], when: 'account.result.kind = "fibre"', timeoutMs: 200 },
    ...{ interface: 'network', operation: 'modem', arguments: { account: '=account.result.id' } },
  },
};
const RULES = [
  {
    name: 'suspended',
    when: 'account.result.suspended = true',
    verdict: 'suspended',
    severity: 'notice',
    finding: 'Suspended.',
  },
  {
    ...{
      name: 'lossy',
      when: 'line.result.loss > 30',
      verdict: 'line-fault',
      severity: 'fault',
      action: 'send-engineer',
    },
    finding: '="Loss " + string(line.result.loss) + " dB, call " + account.result.phone',
  },
  {
    name: 'mute',
    when: 'modem.outcome = "failed"',
    verdict: 'modem-mute',
    severity: 'fault',
    finding: 'The modem is mute.',
  },
];
const document = { input: { type: 'object', required: ['account'] }, steps: STEPS, rules: RULES };

serviceOnEachEngine('common-center: diagnoses', (start) => {
  let service: ServiceInTest;
  let center: CommonCenterInTest;
  let system: ScriptedSystem;
  let admin: ApiClient;
  let inner: ApiClient;
  let id: string;

  beforeAll(async () => {
    service = await start(commonCenter, { tenants: ['acme', 'globex'] });
    center = await CommonCenterInTest.of(service);
    for (const tenant of ['acme', 'globex']) await center.register(tenant);
    const opened = { everyone: ['127.0.0.1/32'] };
    await service.running.app.get(ConfigCentre).set('outside-addresses', JSON.stringify(opened));
    system = await ScriptedSystem.start();
    admin = await center.asPerson('acme');
    const operations = {
      account: { ...ASK, path: '/account' },
      line: { ...ASK, path: '/line' },
      modem: { ...ASK, path: '/modem' },
    };
    const network = { code: 'network', name: 'Network', document: { baseUrl: system.url, attempts: 1, operations } };
    const made = await ok(admin.post<View>('/api/v1/interfaces', network));
    await ok(admin.post(`/api/v1/interfaces/${made.id}/publish`, {}));
    ({ id } = await ok(admin.post<View>('/api/v1/diagnoses', { code: 'broadband', name: 'Broadband', document })));
    await ok(admin.post(`/api/v1/diagnoses/${id}/publish`, {}));
  });
  afterAll(async () => {
    await service.stop();
    await system.stop();
  });
  beforeEach(async () => {
    [admin, inner] = [await center.asPerson('acme'), await center.asService('acme')];
    system.asked.length = 0;
    system.answers('GET', '/account', () => ({ body: { id: 'a1', kind: 'fibre', phone: '13800001234' } }));
    system.answers('GET', '/line', () => ({ body: { loss: 12 } }));
    system.answers('GET', '/modem', () => ({ body: { up: true } }));
  });

  const diagnose = (input: object, more: object = {}) =>
    inner.post<DiagnosisVerdict>('/internal/diagnoses/broadband/runs', { input, caller: 'process', ...more });
  const run = (runId: string) => ok(admin.get<Run>(`/api/v1/diagnosis-runs/${runId}`));

  it('asks what it has to ask, and comes to the verdict of its rules', async () => {
    system.answers('GET', '/line', () => ({ body: { loss: 31 } }));
    const verdict = await ok(diagnose({ account: '4711' }, { subject: 'ticket-1' }));
    expect(verdict).toMatchObject({
      ...{ verdict: 'line-fault', severity: 'fault', action: 'send-engineer' },
      findings: [{ rule: 'lossy', text: 'Loss 31 dB, call 138****1234' }],
      steps: { account: { outcome: 'answered' }, line: { outcome: 'answered' }, modem: { outcome: 'answered' } },
    });
    expect(system.asked.map(({ path }) => path).sort()).toEqual(['/account', '/line', '/modem']);
    expect(system.last).toMatchObject({ path: '/modem' });
    expect(system.last.query.get('account')).toBe('a1');
    const kept = await run(verdict.runId);
    expect(kept).toMatchObject({ status: 'finished', steps: { account: { result: { phone: '138****1234' } } } });
    await service.settled();
    const [told] = service.events('diagnosis.finished.v1').filter(({ subject }) => subject === verdict.runId);
    expect(told!.data).toMatchObject({ diagnosis: 'broadband', subject: 'ticket-1', verdict: 'line-fault' });
    const found = await ok(admin.get<{ items: Run[] }>('/api/v1/diagnosis-runs?subject=ticket-1'));
    expect(found.items.map((each) => each.id)).toEqual([verdict.runId]);
  });

  it('goes on when a system fails or takes too long, and says so', async () => {
    system.answers('GET', '/line', () => ({ status: 500 }));
    system.answers('GET', '/modem', () => new Promise(() => {}));
    const verdict = await ok(diagnose({ account: '4711' }));
    expect(verdict).toMatchObject({ verdict: 'modem-mute', steps: { line: { outcome: 'failed', code: 'http-500' } } });
    expect(verdict.steps['modem']).toEqual({ outcome: 'failed', code: 'service-timeout' });
    system.answers('GET', '/account', () => ({ body: { id: 'a1', kind: 'copper', suspended: true } }));
    expect(await ok(diagnose({ account: '4711' }))).toMatchObject({
      ...{ verdict: 'suspended', severity: 'notice', steps: { modem: { outcome: 'skipped', code: 'not-wanted' } } },
    });
  });

  it('says unknown when no rule holds', async () => {
    expect(await ok(diagnose({ account: '1' }))).toMatchObject({
      verdict: 'unknown',
      severity: 'unknown',
      findings: [],
    });
  });

  it('is run from a desk, which sees how far it has come', async () => {
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    system.answers('GET', '/line', async () => (await gate, { body: { loss: 31 } }));
    const asked = { input: { account: '4711' }, subject: 'contact-1' };
    const start = () => admin.post<Run>('/api/v1/diagnosis-runs/of/broadband', asked, { 'idempotency-key': 'desk-1' });
    const begun = await start();
    expect(begun).toMatchObject({ status: 202, body: { status: 'running', verdict: null } });
    await eventually('one has answered and one is asked', async () => {
      const { steps } = await run(begun.body.id);
      return (
        steps['account']!.state === 'answered' &&
        steps['line']!.state === 'running' &&
        steps['modem']!.state === 'waiting'
      );
    });
    expect((await start()).body.id).toBe(begun.body.id);
    letGo();
    await eventually('it has ended', async () => (await run(begun.body.id)).status === 'finished');
    expect(await run(begun.body.id)).toMatchObject({
      verdict: { verdict: 'line-fault' },
      steps: { modem: { state: 'answered' } },
    });
    expect(system.asked).toHaveLength(3);
  });

  it('is run once for a key; when whoever ran it is gone, the same request begins anew', async () => {
    const again = () => ok(diagnose({ account: '4711' }, { idempotencyKey: 'process-1' }));
    const first = await again();
    expect(await again()).toEqual(first);
    expect(system.asked).toHaveLength(3);
    const database = service.running.app.get(Database);
    const now = service.clock.ms();
    const lost = { status: 'running' as const, verdict: null, dueAt: new Date(now + 1_000) };
    await runAsTenant('acme', () =>
      database.transaction((tx) => tx.update(DiagnosisRunSchema, { id: first.runId }, lost)),
    );
    expect(await diagnose({ account: '4711' }, { idempotencyKey: 'process-1' })).toMatchObject({
      ...{ status: 503, body: { code: 'diagnosis-running' } },
    });
    service.clock.advance(2_000);
    await service.running.app.get(DiagnosisRunSweep).rounds.run();
    expect((await run(first.runId)).status).toBe('abandoned');
    expect((await again()).runId).not.toBe(first.runId);
  });

  it('is refused with input that does not fit, or of a name nobody gave, and is no other tenant’s', async () => {
    expect(await diagnose({})).toMatchObject({ status: 422, body: { code: 'diagnosis-input-invalid' } });
    const globex = await center.asService('globex');
    expect(
      await globex.post('/internal/diagnoses/broadband/runs', { input: { account: '1' }, caller: 'ivr' }),
    ).toMatchObject({
      ...{ status: 404, body: { code: 'diagnosis-not-found' } },
    });
  });

  it('is published without errors alone, and rolled back', async () => {
    const wrong = {
      ...document,
      steps: {
        a: { interface: 'network', operation: 'nothing', needs: ['b'] },
        b: { interface: 'nobody', operation: 'x', needs: ['a', 'c'], arguments: { n: '=line.result' } },
      },
      rules: [{ ...RULES[0]!, when: 'c.result = 1' }],
    };
    const made = await ok(admin.post<View>('/api/v1/diagnoses', { code: 'wrong', name: 'Wrong', document: wrong }));
    expect(made.problems.map(({ step, message }) => `${step}: ${message}`)).toEqual([
      'b: It needs c, which is no step.',
      'a: It waits for itself.',
      'b: It waits for itself.',
      'b: b/arguments/n: nothing here is called line.',
      'null: rules/0/when: nothing here is called c.',
      'a: The interface has no operation nothing.',
      'b: There is no interface nobody.',
    ]);
    expect(await admin.post(`/api/v1/diagnoses/${made.id}/publish`, {})).toMatchObject({ status: 422 });
    const { version } = await ok(admin.get<View>(`/api/v1/diagnoses/${id}`));
    const calm = { ...document, rules: [] };
    await ok(
      admin.put(`/api/v1/diagnoses/${id}`, { name: 'Broadband', document: calm }, { 'if-match': `"${version}"` }),
    );
    await ok(admin.post(`/api/v1/diagnoses/${id}/publish`, {}));
    system.answers('GET', '/line', () => ({ body: { loss: 31 } }));
    const verdict = async (more: object = {}) => (await ok(diagnose({ account: '1' }, more))).verdict;
    expect([await verdict(), await verdict({ version: 1 })]).toEqual(['unknown', 'line-fault']);
    await ok(admin.post(`/api/v1/diagnoses/${id}/rollback`, { to: 1, reason: 'was better' }));
    expect(await verdict()).toBe('line-fault');
  });
});
