import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { currentTenant, runAsTenant } from './tenant-context.js';
import { TenantMemory } from './tenant-memory.js';

describe('what is remembered of a tenant', () => {
  let clock: FakeClock;
  let stored: string;
  let memory: TenantMemory<string>;
  beforeEach(() => {
    clock = new FakeClock();
    stored = 'old';
    memory = new TenantMemory(clock, () => Promise.resolve(`${currentTenant()}: ${stored}`));
  });

  const known = (tenant = 'acme', how?: { fresh: boolean }) => runAsTenant(tenant, () => memory.get(how));

  it('is known for five seconds, then asked again', async () => {
    await known();
    stored = 'new';
    clock.advance(4_999);
    expect(await known()).toBe('acme: old');
    clock.advance(2);
    expect(await known()).toBe('acme: new');
  });

  it('is each tenant’s own', async () => {
    expect(await Promise.all([known(), known('other')])).toEqual(['acme: old', 'other: old']);
  });

  it('is asked again at once when what is known will not do', async () => {
    await known();
    stored = 'new';
    expect(await known('acme', { fresh: true })).toBe('acme: new');
    expect(await known()).toBe('acme: new');
  });

  it('is not known when it could not be read', async () => {
    let away = true;
    const shaky = new TenantMemory(clock, () => (away ? Promise.reject(new Error('away')) : Promise.resolve('there')));
    await expect(runAsTenant('acme', () => shaky.get())).rejects.toThrow('away');
    away = false;
    expect(await runAsTenant('acme', () => shaky.get())).toBe('there');
  });
});
