import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { jarDatabase } from '#libs/testing/jars';
import { pino } from 'pino';
import { CounterSchema } from '../rows/counter.js';
import { runAsTenant } from './tenant-context.js';
import { TenantStirs } from './tenant-stirs.js';

const TOLD_EVERY_MS = 5_000;
const HOLDS_MS = 10_000;

onEachEngine('where something was written', (open) => {
  let engine: Engine;
  let now = 0;
  beforeAll(async () => {
    engine = await open(jarDatabase, ['platform', 'acme', 'globex']);
  });
  afterAll(() => engine.dispose());
  beforeEach(() => void (now += 60_000));

  /** Each has connections of its own. */
  const process = () => {
    const database = engine.another();
    const stirs = new TenantStirs(database, pino({ level: 'silent' }), true, () => now);
    const write = (tenant: string) =>
      runAsTenant(tenant, () => database.transaction((tx) => tx.delete(CounterSchema, { name: 'any' })));
    return { database, stirs, write, told: () => stirs.stop() };
  };
  const grows = async (stirs: TenantStirs, tenant: string, by: () => unknown) => {
    const before = stirs.of(tenant);
    await by();
    return stirs.of(tenant) > before;
  };

  it('is known at once in the process that wrote, and only of that tenant', async () => {
    const { stirs, write, told } = process();
    expect(await grows(stirs, 'acme', () => write('acme'))).toBe(true);
    expect(await grows(stirs, 'globex', () => write('acme'))).toBe(false);
    await told();
  });

  it('is known too where the unit of work failed: it may have been committed', async () => {
    const { database, stirs, told } = process();
    const failing = () => database.transaction(() => Promise.reject(new Error('boom'))).catch(() => undefined);
    expect(await grows(stirs, 'acme', () => runAsTenant('acme', failing))).toBe(true);
    await told();
  });

  it('is known of a statement alone', async () => {
    const { database, stirs, told } = process();
    const statement = () => database.statement("DELETE FROM counter WHERE name = 'any'", []);
    expect(await grows(stirs, 'acme', () => runAsTenant('acme', statement))).toBe(true);
    await told();
  });

  it('is always so of the platform tenant', async () => {
    expect(await grows(process().stirs, 'platform', () => undefined)).toBe(true);
  });

  it('is heard of by other processes, and for some time on', async () => {
    const [writer, { stirs }] = [process(), process()];
    await stirs.listen();
    now += HOLDS_MS;
    expect(await grows(stirs, 'acme', () => stirs.listen())).toBe(false);
    await writer.write('acme');
    await writer.told();
    expect(await grows(stirs, 'acme', () => stirs.listen())).toBe(true);
    // Within this time the writer need not tell of what it writes more.
    now += HOLDS_MS - 1;
    expect(await grows(stirs, 'acme', () => stirs.listen())).toBe(true);
    now += 1;
    expect(await grows(stirs, 'acme', () => stirs.listen())).toBe(false);
  });

  it('is told again while it is written on', async () => {
    const [writer, { stirs }] = [process(), process()];
    await writer.write('acme');
    await writer.told();
    await stirs.listen();
    now += TOLD_EVERY_MS;
    await writer.write('acme');
    await writer.told();
    now += HOLDS_MS;
    expect(await grows(stirs, 'acme', () => stirs.listen())).toBe(true);
  });
});
