import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { jarDatabase, JarFlavourSchema } from '#libs/testing/jars';
import { Inbox } from './inbox.js';

onEachEngine('the inbox', (open) => {
  const clock = new FakeClock();
  let engine: Engine;
  let inbox: Inbox;
  beforeAll(async () => {
    engine = await open(jarDatabase, ['acme', 'globex']);
    inbox = new Inbox(engine.database, clock);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const effectOn = (database: Database, flavour: string) => () =>
    database.transaction((tx) => tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour }));
  const effects = async (flavour: string) => (await engine.database.reader()).countBy(JarFlavourSchema, { flavour });

  it('makes an effect once, however often the message comes', () =>
    inAcme(async () => {
      const id = crypto.randomUUID();
      const outcomes: string[] = [];
      for (let n = 0; n < 5; n++) outcomes.push(await inbox.once('desk', id, effectOn(engine.database, 'again')));
      expect(outcomes).toEqual(['handled', 'seen', 'seen', 'seen', 'seen']);
      expect(await effects('again')).toBe(1);
    }));

  it('makes an effect once when many get the message at the same time, some of them failing', () =>
    inAcme(async () => {
      const processes = engine.database.locksRows
        ? [engine.database, engine.another(), engine.another()]
        : [engine.database];
      for (let round = 0; round < 10; round++) {
        const [id, flavour] = [crypto.randomUUID(), `race ${round}`];
        let failures = 3;
        const deliver = async (n: number) => {
          const database = processes[n % processes.length]!;
          return new Inbox(database, clock).once('desk', id, async () => {
            await effectOn(database, flavour)();
            if (failures-- > 0) throw new Error('boom');
          });
        };
        const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => deliver(n)));
        const said = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'));
        expect(Map.groupBy(said, (each) => each).get('handled')).toHaveLength(1);
        expect(said.filter((each) => each === 'failed')).toHaveLength(3);
        expect(await effects(flavour)).toBe(1);
      }
    }));

  it('has not had a message whose effect failed', () =>
    inAcme(async () => {
      const id = crypto.randomUUID();
      const failing = inbox.once('desk', id, async () => {
        await effectOn(engine.database, 'failed')();
        throw new Error('boom');
      });
      await expect(failing).rejects.toThrow('boom');
      expect([await inbox.seen('desk', id), await effects('failed')]).toEqual([false, 0]);
      expect(await inbox.once('desk', id, effectOn(engine.database, 'failed'))).toBe('handled');
      expect([await inbox.seen('desk', id), await effects('failed')]).toEqual([true, 1]);
    }));

  it('gives each consumer, and each tenant, its own effect', async () => {
    const id = crypto.randomUUID();
    const effect = async () => undefined;
    expect(await inAcme(() => inbox.once('desk', id, effect))).toBe('handled');
    expect(await inAcme(() => inbox.once('board', id, effect))).toBe('handled');
    expect(await runAsTenant('globex', () => inbox.once('desk', id, effect))).toBe('handled');
  });

  it('forgets what is older than any resend, and nothing else', () =>
    inAcme(async () => {
      const [old, young] = [crypto.randomUUID(), crypto.randomUUID()];
      await inbox.once('desk', old, async () => undefined);
      clock.advance({ days: 7 });
      const before = clock.now();
      await inbox.once('desk', young, async () => undefined);
      await inbox.forgetBefore(before);
      expect([await inbox.seen('desk', old), await inbox.seen('desk', young)]).toEqual([false, true]);
    }));
});
