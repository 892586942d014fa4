import { describe, expect, it } from '@jest/globals';
import { PASSES, sampleOf } from './passes.js';

const path = (id: number) => [`/api/v1/things-${id}`, { get: { operationId: `thing${id}` } }] as const;
const document = {
  paths: Object.fromEntries([...Array.from({ length: 100 }, (_, id) => path(id)), ['/api/v1/auth/login', {}]]),
};

describe('a pass over some operations', () => {
  const agent = PASSES.find(({ oneIn }) => oneIn !== undefined)!;

  it('asks the same ones again with the same seed, and all of them with one seed or another', () => {
    const some = sampleOf(document, agent, 1);
    expect(sampleOf(document, agent, 1)).toEqual(some);
    expect(some.length).toBeGreaterThan(5);
    expect(some.length).toBeLessThan(50);
    const all = new Set(Array.from({ length: 60 }, (_, seed) => sampleOf(document, agent, seed)).flat());
    expect(all.size).toBe(100);
  });

  it('leaves out what is asked apart', () => {
    const login = {
      paths: { '/api/v1/auth/login': { post: { operationId: 'logIn' } }, '/x': { get: { operationId: 'x' } } },
    };
    expect(sampleOf(login, { ...agent, oneIn: 1 }, 1)).toEqual(['x']);
  });
});
