import { describe, expect, it } from '@jest/globals';
import { passesOverAll, sampleOf } from './passes.js';

const path = (id: number) => [`/api/v1/things-${id}`, { get: { operationId: `thing${id}` } }] as const;
const document = {
  paths: Object.fromEntries([...Array.from({ length: 100 }, (_, id) => path(id)), ['/api/v1/auth/login', {}]]),
};

describe('a pass over some operations', () => {
  const agent = passesOverAll(1).find(({ oneIn }) => oneIn === 5)!;

  it('asks the same ones again with the same seed, and all of them with one seed or another', () => {
    const some = sampleOf(document, agent, 1);
    expect(sampleOf(document, agent, 1)).toEqual(some);
    expect(some.length).toBeGreaterThan(5);
    expect(some.length).toBeLessThan(50);
    const all = new Set(Array.from({ length: 60 }, (_, seed) => sampleOf(document, agent, seed)).flat());
    expect(all.size).toBe(100);
  });

  it('asks fewer of them where it is asked to, and all of what is asked apart', () => {
    const [all, fewer] = [passesOverAll(1), passesOverAll(4)];
    expect(fewer.map(({ oneIn = 1 }) => oneIn)).toEqual(
      all.map(({ oneIn = 1, excluded }) => (excluded === undefined ? oneIn : oneIn * 4)),
    );
    expect(sampleOf(document, all[0]!, 1)).toHaveLength(100);
  });

  it('leaves out what is asked apart', () => {
    const login = {
      paths: { '/api/v1/auth/login': { post: { operationId: 'logIn' } }, '/x': { get: { operationId: 'x' } } },
    };
    expect(sampleOf(login, { ...agent, oneIn: 1 }, 1)).toEqual(['x']);
  });
});
