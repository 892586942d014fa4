import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { jarDatabase } from '#libs/testing/jars';
import { DeadLetterNotFound, DeadLetters } from './dead-letters.js';

onEachEngine('the dead letters of a tenant', (open) => {
  const clock = new FakeClock();
  let engine: Engine;
  let letters: DeadLetters;
  beforeAll(async () => {
    engine = await open(jarDatabase, ['acme', 'globex']);
    letters = new DeadLetters(engine.database, clock);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
  const failed = (n: number) => ({
    consumer: 'desk',
    messageId: `message-${n}`,
    topic: 'ticket-events',
    messageKey: 'key',
    body: '{}',
    reason: 'Error: boom',
    attempts: 5,
  });

  it('are listed newest first, page by page', () =>
    inAcme(async () => {
      for (let n = 0; n < 5; n++) {
        clock.advance({ seconds: 1 });
        await letters.keep(failed(n));
      }
      const first = await letters.list(2);
      const second = await letters.list(2, first.next!);
      const third = await letters.list(2, second.next!);
      const ids = [first, second, third].map(({ items }) => items.map(({ messageId }) => messageId));
      expect(ids).toEqual([['message-4', 'message-3'], ['message-2', 'message-1'], ['message-0']]);
      expect(third.next).toBeNull();
      expect(await letters.count()).toBe(5);
    }));

  it('are seen by that tenant alone', async () => {
    expect((await runAsTenant('globex', () => letters.list(10))).items).toEqual([]);
  });

  it('can be got and removed one by one', () =>
    inAcme(async () => {
      const [letter] = (await letters.list(1)).items;
      expect(await letters.get(letter!.id)).toEqual(letter);
      await letters.remove(letter!.id);
      await expect(letters.get(letter!.id)).rejects.toThrow(DeadLetterNotFound);
      expect(await letters.count()).toBe(4);
    }));
});
