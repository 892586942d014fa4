import { beforeEach, describe, expect, it } from '@jest/globals';
import { SharedCache } from '#libs/cache/shared-cache';
import type { ProcessModel } from '#libs/process-engine/model';
import { ModelCache } from './model-cache.js';

/** Remembers in this process what Redis would for all. */
class RecordingCache extends SharedCache {
  readonly values = new Map<string, string>();
  gets = 0;

  override get(key: string): Promise<string | undefined> {
    this.gets += 1;
    return Promise.resolve(this.values.get(key));
  }

  override put(key: string, value: string): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

const MODEL: ProcessModel = {
  id: 'parcel',
  timeZone: 'UTC',
  startVariables: [],
  nodes: {},
  flows: {},
  scopes: {},
  triggers: [],
  decisions: {},
};

describe('the cache of models', () => {
  let shared: RecordingCache;
  let loads: number;
  beforeEach(() => {
    shared = new RecordingCache();
    loads = 0;
  });

  function load(): Promise<ProcessModel> {
    loads += 1;
    return Promise.resolve(MODEL);
  }

  it('loads a model once, however many ask at the same time or later', async () => {
    const cache = new ModelCache(shared);
    const [first, second] = await Promise.all([cache.get('a', load), cache.get('a', load)]);
    expect(await cache.get('a', load)).toBe(first);
    expect(second).toBe(first);
    expect({ loads, asked: shared.gets }).toEqual({ loads: 1, asked: 1 });
  });

  it('finds what another process of the installation has loaded', async () => {
    await new ModelCache(shared).get('a', load);
    expect(await new ModelCache(shared).get('a', load)).toEqual(MODEL);
    expect(loads).toBe(1);
  });

  it('keeps models apart by their SHA-256', async () => {
    const cache = new ModelCache(shared);
    const other = { ...MODEL, id: 'refund' };
    expect(await cache.get('a', load)).toEqual(MODEL);
    expect(await cache.get('b', () => Promise.resolve(other))).toEqual(other);
  });

  it('does not remember that loading failed', async () => {
    const cache = new ModelCache(shared);
    await expect(cache.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await cache.get('a', load)).toEqual(MODEL);
  });
});
