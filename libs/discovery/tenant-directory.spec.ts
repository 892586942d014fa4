import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { runWithin } from './calls/deadline.js';
import { FileConfigCentre } from './config/file-config-centre.js';
import { TenantDirectory, type TenantEntry } from './tenant-directory.js';

const acme: TenantEntry = { id: 'acme', name: 'Acme', domains: ['acme.localhost', 'acme.example'], status: 'active' };
const zen: TenantEntry = { id: 'zen', name: 'Zen', domains: ['zen.localhost'], status: 'provisioning' };

describe('the tenant directory', () => {
  let centre: FileConfigCentre;

  beforeEach(() => {
    centre = new FileConfigCentre(undefined, pino({ level: 'silent' }));
  });

  it('knows at once who was published, by id and by every domain', async () => {
    const directory = new TenantDirectory(centre);
    await directory.publish(acme);

    expect(directory.get('acme')).toEqual(acme);
    expect(directory.byDomain('acme.example')).toEqual(acme);
    expect(directory.byDomain('zen.localhost')).toBeUndefined();
  });

  it('starts with those published before, the platform first among the ids', async () => {
    await new TenantDirectory(centre).publish(zen);
    await new TenantDirectory(centre).publish(acme);
    const directory = new TenantDirectory(centre);

    expect(directory.all()).toEqual(expect.arrayContaining([acme, zen]));
    expect(directory.ids()).toEqual(['platform', 'zen', 'acme']);
  });

  it('lets those rest that are still being set up', async () => {
    const directory = new TenantDirectory(centre);
    await directory.publish(zen);
    expect(directory.awake()).toEqual(['platform']);
    await directory.publish({ ...zen, status: 'active' });
    expect(directory.awake()).toEqual(['platform', 'zen']);
  });

  it('lets those rest that are suspended or on their way, and says once they are somewhere', async () => {
    const directory = new TenantDirectory(centre);
    await directory.publish(acme);
    await directory.publish({ ...zen, status: 'suspended' });
    expect(directory.awake()).toEqual(['platform', 'acme']);

    await directory.publish({ ...acme, moving: 'held' });
    expect(directory.awake()).toEqual(['platform']);
    expect(directory.placeOf('acme')).toMatchObject({ moving: 'held' });
    const there = directory.untilPlaced('acme', ({ server }) => server === 'second', 60_000);
    await directory.publish({ ...acme, server: 'second' });
    expect(await there).toBe(true);
    expect(await directory.untilPlaced('acme', ({ server }) => server === 'third', 1)).toBe(false);

    await directory.withdraw('acme');
    expect(directory.ids()).toEqual(['platform', 'zen']);
  });

  it('waits for a tenant no longer than whoever asked waits for the answer', async () => {
    const directory = new TenantDirectory(centre);
    await directory.publish({ ...acme, moving: 'held' });
    const isThere = ({ server }: { server?: string | undefined }) => server === 'second';
    const within = (ms: number) => runWithin(ms, () => directory.untilPlaced('acme', isThere, 600_000));
    expect(await within(520)).toBe(false);
    expect(await within(-1)).toBe(false);
  });

  it('follows changes: a domain given up leads nowhere, a removed tenant is gone', async () => {
    const directory = new TenantDirectory(centre);
    await directory.publish(acme);
    await directory.publish({ ...acme, domains: ['acme.localhost'] });
    expect(directory.byDomain('acme.example')).toBeUndefined();

    await centre.delete('tenants/acme');
    expect([directory.get('acme'), directory.byDomain('acme.localhost')]).toEqual([undefined, undefined]);
  });

  it('keeps a tenant when its entry becomes unreadable', async () => {
    const directory = new TenantDirectory(centre);
    await directory.publish(acme);
    await centre.set('tenants/acme', '{"id":"acme"}');

    expect(directory.get('acme')).toEqual(acme);
  });
});
