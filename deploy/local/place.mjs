// Where things are: folders, ports, addresses.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const host = '127.0.0.1';

export const ports = {
  mariadb: 23306,
  redis: 26379,
  namesrv: 29876,
  proxyGrpc: 28081,
  proxyRemoting: 28080,
  broker: 30911,
  brokerFast: 30909,
  brokerHa: 30912,
  consulHttp: 28500,
  consulServer: 28300,
  consulSerf: 28301,
  smtp: 23025,
  smtps: 23465,
  imap: 23143,
  imaps: 23993,
  mailApi: 23080,
};

export const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');

/** Data, pids and logs of the running parts. Read on each call: a test may set the variable itself. */
export function stateDir(...below) {
  return join(resolve(process.env.SWITCHBOARD_REAL_DIR || join(root, '.real')), ...below);
}

/** What is slow to fetch or build, shared by all clones of one user. */
export function cacheDir(...below) {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'switchboard', ...below);
}

export function made(folder) {
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function dbPassword() {
  return process.env.DB_PASSWORD || 'switchboard';
}

/** What a service needs in its environment to use these parts. */
export function serviceEnv() {
  return {
    PROFILE: 'cluster',
    DB_URL: `mysql://root:${encodeURIComponent(dbPassword())}@${host}:${ports.mariadb}`,
    REDIS_URL: `redis://${host}:${ports.redis}`,
    ROCKETMQ_ENDPOINTS: `${host}:${ports.proxyGrpc}`,
    CONSUL_URL: `http://${host}:${ports.consulHttp}`,
    OBJECT_STORAGE_URL: pathToFileURL(stateDir('objects')).href,
  };
}
