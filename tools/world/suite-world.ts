import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_PASSWORD } from '../../services/suite/src/demo.js';
import type { Environment } from './cluster-world.js';
import { freePorts } from './free-ports.js';
import { ServiceProcess } from './service-process.js';
import type { World } from './world.js';

/** The suite in one process of its own on embedded defaults, so that who plays does not keep it waiting. */
export async function suiteWorld(more: Environment): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-suite-'));
  const [port] = await freePorts(1);
  const env = { ...more, DATA_DIR: join(folder, 'data'), HOST: '127.0.0.1', LOG_LEVEL: 'warn' };
  const script = join('dist', 'services', 'suite', 'src', 'main.js');
  const suite = new ServiceProcess({ name: 'suite', script, env, port: port!, log: join(folder, 'suite.log') });
  const stop = async (wentWell: boolean) => {
    await suite.stop();
    if (!wentWell) return folder;
    await rm(folder, { recursive: true, force: true });
    return undefined;
  };
  try {
    suite.start();
    await suite.ready();
  } catch (error) {
    await stop(false);
    throw error;
  }
  const admin = { login: 'admin', password: DEMO_PASSWORD };
  return { url: suite.url, host: 'localhost', admin, services: [], ours: true, stop };
}
