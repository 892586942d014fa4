import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { newMasterKey } from '#libs/sealing/master-keys';
import { CannotPlay } from './cannot-play.js';
import { foundTenant } from './found-tenant.js';
import { freePorts } from './free-ports.js';
import { realParts } from './real-parts.js';
import { removeNamespace } from './remove-namespace.js';
import { ServiceProcess } from './service-process.js';
import { CutableParts, takeableService, type Takeable } from './takeable.js';
import type { Login, World } from './world.js';

const GATEWAY = 'gateway';
const KEEPERS = ['common-center', 'call-center', 'ticket-center', 'operations-center'];
const SERVICES = [...KEEPERS, GATEWAY];

/** What the services are told beside where things are. */
export type Environment = Readonly<Record<string, string>>;

export interface ClusterWorld extends World {
  /** Empty unless it was asked for. */
  readonly takeable: readonly Takeable[];
}

/**
 * Every service as a process of its own on the real parts, in a namespace of its own, with one tenant.
 * @param isTakeable the parts are behind proxies of its own
 */
export async function clusterWorld(more: Environment = {}, isTakeable = false): Promise<ClusterWorld> {
  const parts = await realParts();
  const down = (await parts.status()).filter(({ up }) => !up).map(({ name }) => name);
  if (down.length > 0)
    throw new CannotPlay(`not running: ${down.join(', ')}; start the real parts with: npm run real -- up`);
  const namespace = `r${randomBytes(4).toString('hex')}-`;
  const folder = await mkdtemp(join(tmpdir(), `switchboard-${namespace}`));
  await parts.ensureTopics(namespace);
  const password = randomBytes(12).toString('hex');
  const objects = { OBJECT_STORAGE_URL: pathToFileURL(join(folder, 'objects')).href };
  const env = {
    ...parts.serviceEnv(),
    ...objects,
    ...secrets(password),
    NAMESPACE: namespace,
    LOG_LEVEL: 'warn',
    METRICS_PORT: '0',
    ...more,
  };
  const cutable = isTakeable ? await CutableParts.before(parts.serviceEnv(), KEEPERS) : undefined;
  const processes = await processesIn(folder, (name) => ({ ...env, ...cutable?.envOf(name) }));
  const stop = async (wentWell: boolean) => {
    await Promise.all(processes.map((each) => each.stop()));
    await cutable?.close();
    if (!wentWell) return `${folder} and the namespace ${namespace}`;
    await removeNamespace(namespace, parts);
    await rm(folder, { recursive: true, force: true });
    return undefined;
  };
  try {
    const takeable = cutable ? [...cutable.all(), ...processes.map(takeableService)] : [];
    return { ...(await serving(processes, { login: 'admin', password })), takeable, ours: true, stop };
  } catch (error) {
    await stop(false);
    throw error;
  }
}

async function processesIn(folder: string, envOf: (name: string) => Environment): Promise<ServiceProcess[]> {
  const ports = await freePorts(SERVICES.length);
  return SERVICES.map((name, index) => {
    const script = join('dist', 'services', name, 'src', 'main.js');
    return new ServiceProcess({
      name,
      script,
      env: envOf(name),
      port: ports[index]!,
      log: join(folder, `${name}.log`),
    });
  });
}

/** Starts them at once: they wait for each other by themselves. */
async function serving(processes: readonly ServiceProcess[], platform: Login) {
  for (const each of processes) each.start();
  await Promise.all(processes.map((each) => each.ready()));
  const services = processes.filter(({ name }) => name !== GATEWAY);
  const { url } = processes.find(({ name }) => name === GATEWAY)!;
  return { url, services, ...(await foundTenant(url, platform)) };
}

/** Made for this run, so good for nothing else. */
function secrets(platformPassword: string): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    SERVICE_SECRET: randomBytes(24).toString('hex'),
    JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim().replaceAll('\n', '\\n'),
    PLATFORM_ADMIN_PASSWORD: platformPassword,
    OBJECT_STORAGE_MASTER_KEYS: newMasterKey('play'),
  };
}
