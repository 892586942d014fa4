import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { ColumnSealing } from '#libs/web/personal/column-sealing';
import { SealingProgressSchema } from '#libs/web/personal/sealing-progress.schema';
import { ArchiveWorkers } from '../../../src/process/archive/archive-workers.js';
import { ColdChunkSchema } from '../../../src/process/archive/cold-chunk.schema.js';
import { ColdInstanceSchema } from '../../../src/process/archive/cold-instance.schema.js';
import { storeOutgoing } from '../../../src/process/run/outgoing.js';
import { sha256 } from '../../../src/process/run/digest.js';
import { ProcessInstanceSchema } from '../../../src/process/schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../../../src/process/schema/process-record.schema.js';
import { ProcessWorkers } from '../../../src/process/workers/process-workers.js';
import { ticketCenter } from '../../../src/service.js';
import { published } from '../../process-definition/processes-in-a-spec.js';

const CANARY = 'canary-13800138000';
const LARGE = `${CANARY} `.repeat(1_000);
/** All tables of the service are made first. */
const SETTING_UP_MS = 300_000;

/** Tells the bank of somebody, asks a person about them, and decides by both. */
const TELL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  targetNamespace="urn:test"><process id="tell" name="Tell" isExecutable="true">
  <extensionElements><sb:startVariable name="phone"/></extensionElements>
  <startEvent id="start"/>
  <serviceTask id="bank" name="Bank"><extensionElements>
    <sb:call connector="bank"><sb:retry attempts="2" backoff="PT1H" maximum="PT1H"/></sb:call>
    <sb:input target="action" value="&quot;tell&quot;"/><sb:input target="phone" value="phone"/>
    <sb:output target="heard" value="result"/>
  </extensionElements></serviceTask>
  <userTask id="ask" name="Ask"><extensionElements>
    <sb:input target="phone" value="phone"/><sb:output target="answer" value="result.answer"/>
  </extensionElements></userTask>
  <exclusiveGateway id="known" default="no"/>
  <endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="bank"/>
  <sequenceFlow id="f2" sourceRef="bank" targetRef="ask"/>
  <sequenceFlow id="f3" sourceRef="ask" targetRef="known"/>
  <sequenceFlow id="yes" sourceRef="known" targetRef="end">
    <conditionExpression>answer = phone</conditionExpression></sequenceFlow>
  <sequenceFlow id="no" sourceRef="known" targetRef="end"/>
</process></definitions>`;

type Row = Record<string, unknown>;

serviceOnEachEngine('what processes carry', (start) => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let [ended, waiting] = ['', ''];
  const part = <T>(type: abstract new (...args: never[]) => T): T => service.running.app.get(type, { strict: false });
  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const query = (sql: string, values: unknown[] = []) =>
    acme(() => part(Database).transaction((tx) => tx.query<Row[]>(sql, values)));

  const begun = async (key: string) => {
    const body = { definition: 'tell', businessKey: key, variables: { phone: CANARY, scan: LARGE } };
    return (await mia.post<{ id: string }>('/api/v1/process-instances', body)).body.id;
  };
  const timeline = async (id: string) =>
    JSON.stringify((await mia.get(`/api/v1/process-instances/${id}/timeline?limit=200`)).body);
  const workOf = (key: string) =>
    eventually('somebody is asked', async () => {
      const { body } = await mia.get<{ items: { id: string }[] }>(`/api/v1/work-items?businessKey=${key}`);
      return body.items[0]?.id ?? false;
    });
  const complete = async (key: string) => {
    const id = await workOf(key);
    await mia.post(`/api/v1/work-items/${id}/claim`);
    return mia.post(`/api/v1/work-items/${id}/complete`, { result: { answer: CANARY } });
  };
  const tables = () => ticketCenter.database.entities.map(({ options }) => options.tableName ?? options.name);
  const rowsOf = (table: string) => query(`SELECT * FROM ${table}`);
  /** Tables in which the canary can be read by whoever has the database alone. */
  const readable = async () => {
    const found: string[] = [];
    for (const table of tables()) {
      const lies = (await rowsOf(table)).flatMap(Object.values).map((value) => textOf(value));
      if (lies.some((text) => text.includes(CANARY))) found.push(table);
    }
    return found;
  };
  /** From the beginning, whatever was sealed meanwhile. */
  const seal = () =>
    acme(async () => {
      await part(Database).transaction((tx) => tx.clear(SealingProgressSchema));
      await part(ColumnSealing).seal(() => Promise.resolve(true));
    });

  beforeAll(async () => {
    service = await start(ticketCenter);
    await service.openLoopback();
    const bank = await service.remote('bank');
    bank.answers('POST', '/actions/tell', () => ({ result: { said: CANARY } }));
    mia = await service.as('*');
    await mia.put('/api/v1/connectors/bank', { baseUrl: bank.url });
    expect(await published(mia, TELL)).toMatchObject({ status: 200 });
    [ended, waiting] = [await begun('ended'), await begun('waiting')];
    await workOf('waiting');
    expect(await complete('ended')).toMatchObject({ status: 200 });
    bank.answers('POST', '/actions/tell', () => {
      throw new StubRefusal(503, { code: 'later', message: CANARY });
    });
  }, SETTING_UP_MS);
  afterAll(() => service.stop());

  it('can be read by nobody who has the database alone', async () => {
    const calling = await begun('calling');
    const variables = { phone: CANARY };
    await mia.post('/api/v1/process-messages', { name: 'nobody waits', variables });
    const action = { type: 'set-variables', variables };
    const many = { action, filter: { instances: [calling] }, reason: CANARY };
    expect(await mia.post('/api/v1/process-operations', many)).toMatchObject({ status: 202 });
    await eventually('the call failed', async () => (await timeline(calling)).includes('call-attempt-failed'));
    const order = { definition: 'tell', binding: 1, businessKey: null, variables };
    const directive = { key: 'of a spec', instance: crypto.randomUUID(), start: order };
    await acme(() => part(Database).transaction((tx) => storeOutgoing(tx, [directive], service.clock.now())));
    for (const table of ['instance', 'record', 'payload', 'call', 'message', 'operation', 'outgoing', 'command'])
      expect([table, (await rowsOf(`process_${table}`)).length > 0]).toEqual([table, true]);
    expect(await readable()).toEqual([]);
    expect(await timeline(calling)).toContain(CANARY);
  });

  it('gives nothing away by digests, of which whoever guesses the value finds it', async () => {
    const payloads = await rowsOf('process_payload');
    expect(payloads.map(({ sha256 }) => sha256)).not.toContain(sha256(JSON.stringify(LARGE)));
    const commands = await rowsOf('process_command');
    expect(commands.every(({ fingerprint }) => (fingerprint as string).startsWith('b1.'))).toBe(true);
  });

  it('lies in the clear where it says only which way a process went', async () => {
    const bodies = await query("SELECT body FROM process_record WHERE type = 'flow-taken'");
    expect(textOf(bodies[0]!['body'])).toContain('f1');
  });

  it('goes to the archive sealed, and is read there', async () => {
    service.clock.advance({ days: 20 });
    mia = await service.as('*');
    await part(ConfigCentre).set('process-archive', '{"afterDays":10}');
    // Rounds that were under way may have looked before.
    for (const { rounds } of [part(ProcessWorkers), part(ProcessWorkers), part(ArchiveWorkers)]) await rounds.run();
    const before = await timeline(ended);
    await part(ArchiveWorkers).rounds.run();
    const archived = await acme(async () => (await part(Database).reader()).findBy(ColdInstanceSchema, { id: ended }));
    expect(archived).toHaveLength(1);
    expect(await readable()).toEqual([]);
    expect(await timeline(ended)).toBe(before);
    const [chunk] = await rowsOf('process_cold_chunk');
    const { sha256: digest, bytes } = await acme(async () =>
      (await part(Database).reader()).findOneByOrFail(ColdChunkSchema, { chunk: chunk!['chunk'] as string }),
    );
    expect(textOf(chunk!['bytes'])).toMatch(/^pb1/);
    expect([sha256(bytes), textOf(chunk!['sha256']).includes(digest)]).toEqual([digest, false]);
  });

  it('is read and goes on where it was written in the clear, and is sealed in the background', async () => {
    const before = await timeline(waiting);
    const [row] = await acme(async () =>
      (await part(Database).reader()).findBy(ProcessInstanceSchema, { id: waiting }),
    );
    const records = await acme(async () =>
      (await part(Database).reader()).findBy(ProcessRecordSchema, { instance: waiting }),
    );
    await query('UPDATE process_instance SET snapshot = ? WHERE id = ?', [JSON.stringify(row!.snapshot), waiting]);
    for (const { seq, body } of records)
      await query('UPDATE process_record SET body = ? WHERE instance = ? AND seq = ?', [
        JSON.stringify(body),
        waiting,
        seq,
      ]);
    expect(await timeline(waiting)).toBe(before);
    expect(await complete('waiting')).toMatchObject({ status: 200 });
    await seal();
    expect(await readable()).toEqual([]);
    expect(await timeline(waiting)).toContain(CANARY);
  });

  it('is sealed anew after a rotation, in the archive too', async () => {
    const before = await timeline(ended);
    await part(TenantKeys).rotate('acme');
    await seal();
    for (const table of ['process_instance', 'process_record', 'process_payload', 'process_cold_chunk', 'work_item'])
      expect([table, versionsIn(await rowsOf(table))]).toEqual([table, new Set([2])]);
    expect(await timeline(ended)).toBe(before);
  });

  it('is noise once the keys are destroyed', async () => {
    await part(TenantKeys).destroy('acme');
    for (const id of [ended, waiting])
      expect((await mia.get(`/api/v1/process-instances/${id}/timeline`)).status).not.toBe(200);
    expect(await readable()).toEqual([]);
  });
});

function textOf(value: unknown): string {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return Buffer.from(value as Buffer).toString('latin1');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Of the keys that sealed something in these rows. */
function versionsIn(rows: readonly Row[]): Set<number> {
  const values = rows.flatMap(Object.values).map(textOf);
  return new Set(
    values.flatMap((text) => {
      const version = /^"?p[dz]1\.(\d+)\./.exec(text)?.[1] ?? /^pb1.{8}(.)/s.exec(text)?.[1]?.charCodeAt(0);
      return version === undefined ? [] : [Number(version)];
    }),
  );
}
