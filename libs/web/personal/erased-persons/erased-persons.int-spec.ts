import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { ErasedPersons1765300000000, ErasedPersonSchema } from './erased-person.schema.js';
import { ErasedPersons } from './erased-persons.js';

const DEFINITION = { context: 'erased', entities: [ErasedPersonSchema], migrations: [ErasedPersons1765300000000] };
const MONTH = 30;

onEachEngine('who was erased', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let erased: ErasedPersons;
  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const inPlatform = <T>(work: () => Promise<T>) => runAsTenant('platform', work);
  const due = async () => (await erased.due()).map(({ tenantId, customerId }) => `${tenantId}/${customerId}`).sort();
  const repeatAll = async () => {
    for (let some = await erased.due(); some.length > 0; some = await erased.due())
      for (const person of some) await erased.repeated(person);
  };

  const nextAt = () =>
    inPlatform(async () => (await (await engine.database.reader()).findOneByOrFail(ErasedPersonSchema, {})).dueAt);

  beforeAll(async () => {
    engine = await open(DEFINITION, ['platform', 'acme']);
  });
  beforeEach(async () => {
    clock = new FakeClock();
    erased = new ErasedPersons(engine.database, clock);
    await inPlatform(() => engine.database.transaction((tx) => tx.clear(ErasedPersonSchema)));
  });
  afterAll(() => engine.dispose());

  it('is remembered for the tenant alone, and erased again as long as something can be late', async () => {
    await inAcme(() => erased.remember('noah'));
    expect(await inAcme(() => erased.has('noah'))).toBe(true);
    expect(await runAsTenant('globex', () => erased.has('noah'))).toBe(false);
    const began = clock.now();
    const hours: number[] = [];
    for (let dueAt = await nextAt(); dueAt !== null; dueAt = await nextAt()) {
      hours.push((dueAt.getTime() - began.getTime()) / 3_600_000);
      clock.set(new Date(dueAt.getTime() - 1).toISOString());
      expect(await due()).toEqual([]);
      clock.set(dueAt.toISOString());
      for (const person of await erased.due()) await erased.repeated(person);
    }
    expect(hours).toEqual([1 / 60, 1 / 6, 1, 6, 24, 48, 96, 192, 720]);
    expect(await inAcme(() => erased.has('noah'))).toBe(true);
  });

  it('begins anew with every erasure, also where one is just being done again', async () => {
    await inAcme(() => erased.remember('noah'));
    clock.advance({ minutes: 1 });
    const [before] = await erased.due();
    await inAcme(() => erased.remember('noah'));
    await erased.repeated(before!);
    expect(await due()).toEqual([]);
    clock.advance({ minutes: 1 });
    expect(await due()).toEqual(['acme/noah']);
  });

  it('waits a day where the tenant sleeps', async () => {
    await inAcme(() => erased.remember('noah'));
    clock.advance({ minutes: 1 });
    await erased.postpone((await erased.due())[0]!);
    expect(await due()).toEqual([]);
    clock.advance({ days: 1 });
    expect(await due()).toEqual(['acme/noah']);
  });

  it('is erased again after a message was replayed that may be of before', async () => {
    await inAcme(() => erased.remember('noah'));
    clock.advance({ days: MONTH });
    await repeatAll();
    const givenUpAt = clock.now();
    clock.advance({ days: MONTH });
    await runAsTenant('globex', () => erased.replayed(givenUpAt));
    clock.advance({ minutes: 1 });
    expect(await due()).toEqual([]);
    await inAcme(() => erased.replayed(givenUpAt));
    clock.advance({ minutes: 1 });
    expect(await due()).toEqual(['acme/noah']);
  });

  it('is erased again where an archive was given back, of the same tenant or of another', async () => {
    await inAcme(() => erased.remember('noah'));
    clock.advance({ days: MONTH });
    await repeatAll();
    await erased.restored('acme', 'acme');
    await erased.restored('globex', 'acme');
    clock.advance({ minutes: 1 });
    expect(await due()).toEqual(['acme/noah', 'globex/noah']);
  });
});
