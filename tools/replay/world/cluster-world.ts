import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundTenant } from './found-tenant.js';
import { freePorts } from './free-ports.js';
import { realParts } from './real-parts.js';
import { removeNamespace } from './remove-namespace.js';
import { ServiceProcess } from './service-process.js';
import type { World } from './world.js';

const GATEWAY = 'gateway';
const SERVICES = ['common-center', 'call-center', 'ticket-center', 'operations-center', GATEWAY];

export interface ClusterWorld extends World {
  readonly processes: readonly ServiceProcess[];
}

/** Every service as a process of its own on the real parts, in a namespace of its own, with one tenant. */
export async function clusterWorld(): Promise<ClusterWorld> {
  const parts = await realParts();
  const down = (await parts.status()).filter(({ up }) => !up).map(({ name }) => name);
  if (down.length > 0) throw new Error(`not running: ${down.join(', ')}; start the real parts with: npm run real -- up`);
  const namespace = `r${randomBytes(4).toString('hex')}-`;
  const folder = await mkdtemp(join(tmpdir(), `switchboard-replay-${namespace}`));
  await parts.ensureTopics(namespace);
  const password = randomBytes(12).toString('hex');
  const env = { ...parts.serviceEnv(), ...secrets(password), NAMESPACE: namespace, LOG_LEVEL: 'warn' };
  const processes = await started(env, folder);
  const services = processes.filter(({ name }) => name !== GATEWAY);
  const { url } = processes.find(({ name }) => name === GATEWAY)!;
  const stop = async (wentWell: boolean) => {
    await Promise.all(processes.map((each) => each.stop()));
    if (!wentWell) return `${folder} and namespace ${namespace}`;
    await removeNamespace(namespace, parts);
    await rm(folder, { recursive: true, force: true });
    return undefined;
  };
  try {
    return { url, services, processes, ours: true, stop, ...(await foundTenant(url, { login: 'admin', password })) };
  } catch (error) {
    await stop(false);
    throw error;
  }
}

/** They wait for each other by themselves. */
async function started(env: Record<string, string>, folder: string): Promise<ServiceProcess[]> {
  const ports = await freePorts(SERVICES.length);
  const processes = SERVICES.map((name, index) => {
    const script = join('dist', 'services', name, 'src', 'main.js');
    return new ServiceProcess({ name, script, env, port: ports[index]!, log: join(folder, `${name}.log`) });
  });
  for (const each of processes) each.start();
  await Promise.all(processes.map((each) => each.ready()));
  return processes;
}

/** Made for this run, so good for nothing else. */
function secrets(platformPassword: string): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    SERVICE_SECRET: randomBytes(24).toString('hex'),
    JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim().replaceAll('\n', '\\n'),
    PLATFORM_ADMIN_PASSWORD: platformPassword,
  };
}
