import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '#libs/kernel/id';
import { bufferedDestination, createLogger } from '#libs/observability/logger';
import { outsideAddressesSetting } from '#libs/web/outside/outside-address';
import { embeddedPlatform } from '#libs/web/platform/platform';
import { DEMO_PASSWORD } from '../../services/suite/src/demo.js';
import { startSuite } from '../../services/suite/src/suite.js';
import { THIS_MACHINE } from './this-machine.js';
import type { World } from './world.js';

/** The suite in this process, its state in a folder of its own. */
export async function embeddedWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-replay-'));
  const destination = bufferedDestination(process.stderr.fd);
  const loggerOf = (service: string) => createLogger({ service, level: 'error', destination });
  const platform = embeddedPlatform(folder, newId(new Date()), loggerOf('platform'));
  await platform.configCentre.set(outsideAddressesSetting.key, JSON.stringify({ everyone: THIS_MACHINE }));
  const suite = await startSuite({ platform, loggerOf, host: '127.0.0.1', port: 0, migrate: true });
  return {
    url: suite.gateway.url,
    host: 'localhost',
    admin: { login: 'admin', password: DEMO_PASSWORD },
    services: suite.services.map(({ name, url }) => ({ name, url })),
    ours: true,
    stop: async (wentWell) => {
      await suite.stop();
      await platform.close();
      if (!wentWell) return folder;
      await rm(folder, { recursive: true, force: true });
      return undefined;
    },
  };
}
