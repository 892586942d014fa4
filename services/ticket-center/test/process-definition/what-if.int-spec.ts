import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { compile } from '#libs/process-engine/compile';
import type { Command } from '#libs/process-engine/commands';
import { step } from '#libs/process-engine/core/step';
import type { ProcessModel } from '#libs/process-engine/model';
import type { ProcessRecord } from '#libs/process-engine/records';
import type { Snapshot } from '#libs/process-engine/snapshot';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { changesOf } from '../../src/process/changes/changes-of.js';
import { insertRows } from '../../src/process/changes/rows.js';
import { ProcessPayloadSchema } from '../../src/process/payloads/process-payload.schema.js';
import { InstanceRecords } from '../../src/process/records/instance-records.js';
import { StoredInstances } from '../../src/process/stored/stored-instances.js';
import { Rules } from '../../src/process/run/rules.js';
import { ProcessInstanceSchema } from '../../src/process/schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../../src/process/schema/process-record.schema.js';
import { RecordedInstances } from '../../src/process/what-if/recorded-instances.js';
import { WhatIfs } from '../../src/process/what-if/what-ifs.js';
import { ProcessDefinitions } from '../../src/process-definition/process-definition.api.js';
import { processDatabase, TENANTS } from '../process/engine/process-world.js';
import { bpmnOf, lineOf } from './processes-in-a-spec.js';
import { sha256 } from '../../src/process/run/digest.js';

const LONG = 'y'.repeat(20_000);
const noCalendars = () => {
  throw new Error('there are no calendars');
};

async function modelOf(...tasks: string[]): Promise<ProcessModel> {
  const none = {
    calendars: new Set<string>(),
    connectors: new Set<string>(),
    targets: new Set<string>(),
    definitions: new Map(),
    forms: new Map(),
  };
  return (await compile({ bpmn: bpmnOf(lineOf('line', ...tasks)), dmn: [] }, none)).models[0]!;
}

class OneVersion extends ProcessDefinitions {
  constructor(private readonly published: ProcessModel) {
    super(undefined as never, undefined as never, undefined as never);
  }

  override model = () => Promise.resolve(this.published);
  override stable = (id: string) => Promise.resolve({ id, version: 1 });
}

class CoreRules extends Rules {
  override ready = () =>
    Promise.resolve((model: ProcessModel, before: Snapshot | undefined, command: Command, now: Date) =>
      step(model, before, command, { now, addBusinessTime: noCalendars }),
    );
}

onEachEngine('instances that are run again', (open) => {
  let engine: Engine;
  let model: ProcessModel;
  let whatIfs: WhatIfs;
  let instances: RecordedInstances;
  const clock = new FakeClock();
  const records = new Map<string, ProcessRecord[]>();

  beforeAll(async () => {
    engine = await open(processDatabase, TENANTS);
    model = await modelOf('first', 'second');
    const definitions = new OneVersion(model);
    instances = new RecordedInstances(new InstanceRecords(new StoredInstances(engine.database), definitions));
    whatIfs = new WhatIfs(instances, definitions, new CoreRules(), clock);
  });
  afterAll(() => engine.dispose());

  const acme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  /** Of which so many tasks are done. */
  async function ran(tasks: number): Promise<string> {
    const instance = newId(clock.now());
    let before: Snapshot | undefined;
    const all: ProcessRecord[] = [];
    const send = (command: Command) => {
      const result = step(model, before, command, { now: clock.now(), addBusinessTime: noCalendars });
      before = result.snapshot;
      all.push(...result.records);
      clock.advance(1_000);
    };
    send({ type: 'start', instance, version: 1, variables: { scan: LONG, small: 1, b: { z: 1, a: 2 } } });
    for (let done = 0; done < tasks; done++) {
      const wait = Number(Object.keys(before!.waits)[0]);
      send({ type: 'complete-task', wait, result: { note: `${LONG}${done}` }, by: 'ann' });
    }
    await keep(instance, all, before!);
    records.set(instance, all);
    return instance;
  }

  function keep(instance: string, all: ProcessRecord[], snapshot: Snapshot): Promise<void> {
    const birth = { definition: { id: 'line', version: 1 }, businessKey: null, root: instance };
    const command = { type: 'start', instance, version: 1, variables: {} } as const;
    const submission = { key: instance, instance, fingerprint: '', command, birth };
    const result = { snapshot, records: all, effects: [] };
    const changes = changesOf({
      submission,
      row: undefined,
      before: undefined,
      model,
      result,
      now: clock.now(),
      digest: sha256,
    });
    const payloads = new Map(changes.payloads.map((row) => [row.sha256, row]));
    return acme(() =>
      engine.database.transaction(async (tx) => {
        await insertRows(tx, ProcessInstanceSchema, [changes.instance]);
        await insertRows(tx, ProcessRecordSchema, changes.records);
        await insertRows(tx, ProcessPayloadSchema, [...payloads.values()]);
      }),
    );
  }

  it('come back as they were recorded, the newest of those that have ended first', async () => {
    const [first, second, open] = [await ran(2), await ran(2), await ran(1)];
    const wanted = { definition: { id: 'line', version: 1 }, most: 10 };
    const found = await acme(() => instances.newest(wanted));
    expect(found.map(({ id }) => id)).toEqual([second, first, open]);
    for (const each of found) {
      expect(await acme(() => instances.records(each))).toEqual(records.get(each.id));
    }
    const outcome = 'completed';
    expect(await acme(() => instances.newest({ ...wanted, outcome, most: 1 }))).toMatchObject([{ id: second }]);
  });

  it('go the same way again, and another way through another version', async () => {
    const of = async (to: ProcessModel) => acme(() => whatIfs.of(to, { most: 50 }));
    expect(await of(model)).toMatchObject({ instances: 3, unchanged: 3 });
    expect(await of(await modelOf('second'))).toMatchObject({ instances: 3, changed: 3 });
  });

  it('are left out when their values are too large', async () => {
    const [instance] = records.keys();
    const large = { instance: instance!, sha256: 'x'.repeat(64), bytes: 17 * 1024 * 1024, content: { value: 1 } };
    await acme(() => engine.database.transaction((tx) => insertRows(tx, ProcessPayloadSchema, [large])));
    const view = await acme(() => whatIfs.of(model, { most: 50 }));
    expect(view).toMatchObject({ instances: 2, leftOut: { tooLarge: 1, migrated: 0, notReached: 0 } });
  });

  it('are left out when the time is over', async () => {
    const slow = new WhatIfs(instances, new OneVersion(model), new CoreRules(), hurrying());
    expect(await acme(() => slow.of(model, { most: 50 }))).toMatchObject({ instances: 0, leftOut: { notReached: 3 } });
  });
});

/** Each look at it takes half a minute. */
function hurrying(): FakeClock {
  const clock = new FakeClock();
  let looks = 0;
  clock.now = () => new Date(looks++ * 30_000);
  return clock;
}
