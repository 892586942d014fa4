import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { describe, expect, it } from '@jest/globals';
import { Together } from './together.js';

/** Writes that are noted, and end when they are let. */
function writing(refuse: (item: string) => boolean = () => false) {
  const written: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  const together = new Together<string>(async (items) => {
    written.push(items);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (items.some(refuse)) throw new Error('refused');
  });
  const add = (item: string, tenant = 'acme') => runAsTenant(tenant, () => together.add(item));
  const goOn = async () => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { written, add, goOn };
}

describe('what is written together', () => {
  it('is what came while others were written, in order', async () => {
    const { written, add, goOn } = writing();
    const all = [add('a'), add('b'), add('c')];
    await goOn();
    await goOn();
    await Promise.all(all);
    expect(written).toEqual([['a'], ['b', 'c']]);
  });

  it('is no more than a transaction should hold', async () => {
    const { written, add, goOn } = writing();
    const all = Array.from({ length: 100 }, (_, no) => add(String(no)));
    for (let round = 0; round < 3; round += 1) await goOn();
    await Promise.all(all);
    expect(written.map((items) => items.length)).toEqual([1, 64, 35]);
  });

  it('is one tenant’s: others do not wait for it', async () => {
    const { written, add, goOn } = writing();
    const all = [add('a', 'acme'), add('b', 'globex')];
    expect(written).toEqual([['a'], ['b']]);
    await goOn();
    await goOn();
    await Promise.all(all);
  });

  it('fails nobody but who cannot be written', async () => {
    const { add, goOn } = writing((item) => item === 'bad');
    const all = Promise.allSettled([add('a'), add('b'), add('bad'), add('c')]);
    for (let round = 0; round < 5; round += 1) await goOn();
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });
});
