import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { createLogger } from '#libs/observability/logger';
import { Metrics } from '#libs/observability/metrics';
import type { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { LeasedRounds } from '#libs/web/platform/leased-rounds';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import { ArchiveMetrics } from '../../../src/process/archive/archive-metrics.js';
import { ArchiveSweep, type GoesOn } from '../../../src/process/archive/archive-sweep.js';
import { ArchiveWorkers } from '../../../src/process/archive/archive-workers.js';
import { processDatabase } from '../engine/process-world.js';

const IDS = ['acme', 'globex', 'initech', 'umbrella', 'hooli', 'stark'];
const logger = createLogger({ service: 'process', level: 'silent' });

/** Says whose archive it was asked to look after. */
class ToldSweep extends ArchiveSweep {
  readonly tenants: string[] = [];
  work: (goesOn: GoesOn) => Promise<number> = () => Promise.resolve(2);

  constructor() {
    super(...([] as unknown as ConstructorParameters<typeof ArchiveSweep>));
  }

  override run(goesOn: GoesOn): Promise<number> {
    this.tenants.push(currentTenant());
    return this.work(goesOn);
  }
}

onEachEngine('those who look after the archive', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let directory: TenantDirectory;
  beforeAll(async () => {
    engine = await open(processDatabase, ['platform']);
    directory = new TenantDirectory(new FileConfigCentre(undefined, logger));
    for (const id of IDS) await directory.publish({ id, name: id, domains: [`${id}.localhost`], status: 'active' });
  });
  beforeEach(() => {
    clock = new FakeClock();
  });
  afterAll(() => engine.dispose());

  const worker = (database: Database) => {
    const sweep = new ToldSweep();
    const metrics = new Metrics('ticket-center');
    const rounds = new LeasedRounds(directory, database, clock, logger, new TenantStirs(database, logger, false));
    const workers = new ArchiveWorkers(rounds, sweep, new ArchiveMetrics(metrics));
    return { sweep, metrics, workers, rounds };
  };

  it('share the tenants: each is looked after by one of them, and by another when that one is gone', async () => {
    const [one, other] = [worker(engine.database), worker(engine.another())];
    for (let round = 0; round < 4; round++) {
      for (const { workers } of [one, other]) await workers.rounds.run();
      clock.advance({ minutes: 1 });
    }
    const round = async () => {
      for (const { sweep, workers } of [one, other]) {
        sweep.tenants.length = 0;
        await workers.rounds.run();
      }
      return [...one.sweep.tenants, ...other.sweep.tenants].toSorted();
    };
    const all = [...IDS, 'platform'].toSorted();
    expect(await round()).toEqual(all);
    expect([one.sweep.tenants.length, other.sweep.tenants.length].every((count) => count > 0)).toBe(true);
    await one.rounds.beforeApplicationShutdown();
    clock.advance({ minutes: 1 });
    expect(await round()).toEqual(all);
    expect(one.sweep.tenants).toEqual([]);
    await other.rounds.beforeApplicationShutdown();
  });

  it('say how many wait; a tenant that fails keeps nobody waiting', async () => {
    const { sweep, metrics, workers, rounds } = worker(engine.database);
    sweep.work = () => (currentTenant() === 'globex' ? Promise.reject(new Error('no')) : Promise.resolve(2));
    await workers.rounds.run();
    expect(sweep.tenants).toEqual(['platform', ...IDS]);
    expect(await metrics.text()).toContain('archive_waiting_count{service="ticket-center"} 12');
    expect(await metrics.text()).toContain('archive_failures_total{service="ticket-center"} 1');
    await rounds.beforeApplicationShutdown();
  });

  it('end with the chunk that is under way', async () => {
    const { sweep, workers, rounds } = worker(engine.database);
    let stopped: Promise<void> | undefined;
    let goesOnAfterwards: boolean | undefined;
    sweep.work = async (goesOn) => {
      expect(await goesOn()).toBe(true);
      stopped = rounds.beforeApplicationShutdown();
      goesOnAfterwards = await goesOn();
      return 0;
    };
    await workers.rounds.run();
    await stopped;
    expect([sweep.tenants, goesOnAfterwards]).toEqual([['platform'], false]);
  });
});
