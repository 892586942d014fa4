// The real parts without Docker: MariaDB, Redis, RocketMQ, Consul and a mail server, on loopback, on ports of their own.
// Plain JavaScript without dependencies: it runs before npm install, on Node 20 too.
import { consul } from './consul.mjs';
import { killDaemon, lastLines, logFile, running, startDaemon, stopDaemon } from './daemon.mjs';
import { greenmail } from './greenmail.mjs';
import { eventually, Hopeless, isFree, locked, ownerOf } from './machine.mjs';
import { mariadb } from './mariadb.mjs';
import { installPackages } from './packages.mjs';
import { stateDir } from './place.mjs';
import { redis } from './redis.mjs';
import { rocketmq } from './rocketmq.mjs';

export { ports, serviceEnv } from './place.mjs';
export { createTopics, dropTopics, ensureTopics, topology } from './rocketmq/topics.mjs';

const parts = { mariadb, redis, rocketmq, consul, mail: greenmail };
export const partNames = Object.keys(parts);

/** Fetches and builds what is missing; starts nothing. */
export async function install(say = () => {}) {
  await Promise.all([
    consul.install(say),
    (async () => {
      await installPackages(
        Object.values(parts).flatMap((part) => part.packages),
        say,
      );
      await rocketmq.install(say);
      await greenmail.install(say);
    })(),
  ]);
}

/** Starts what is not running, all at once; resolves when every part answers. Does no harm twice. */
export async function up({ say = () => {}, ready = () => {} } = {}) {
  await install(say);
  const begun = Date.now();
  const outcomes = await Promise.allSettled(
    partNames.map(async (name) => {
      const started = await startPart(name);
      ready({ ...started, seconds: (Date.now() - begun) / 1000 });
      return started;
    }),
  );
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason.message);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  return outcomes.map((outcome) => outcome.value);
}

/** Stops all parts and sees to it that they are gone. */
export async function down() {
  const outcomes = await Promise.allSettled(partNames.map(stopPart));
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason.message);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  return outcomes.map((outcome) => outcome.value);
}

/** A part, or one of its processes: rocketmq, or its namesrv or broker alone. */
function select(name) {
  for (const part of Object.values(parts)) {
    if (part.name === name) return { part, daemons: part.daemons };
    const daemons = part.daemons.filter((daemon) => daemon.name === name);
    if (daemons.length > 0) return { part, daemons };
  }
  const names = Object.values(parts).flatMap((part) => [part.name, ...part.daemons.map((daemon) => daemon.name)]);
  throw new Error(`no part is called ${name}; there are ${[...new Set(names)].join(', ')}`);
}

const alone = (part, work) => locked(stateDir(`${part.name}.lock`), work);

/** Starts what of the part is not running; resolves with its state when it answers. */
export async function startPart(name, { timeoutMs = 90_000 } = {}) {
  const { part, daemons } = select(name);
  return alone(part, async () => {
    await Promise.all(daemons.map(startDaemon));
    if (part.daemons.every((daemon) => running(daemon.name))) {
      await answers(part, timeoutMs);
      await part.afterStart?.();
    }
    return stateOf(part);
  });
}

/** SIGTERM; resolves when the processes are gone and their ports free. */
export async function stopPart(name) {
  const { part, daemons } = select(name);
  return alone(part, async () => {
    const clean = await Promise.all(daemons.map(stopDaemon));
    for (const port of daemons.flatMap((daemon) => daemon.ports)) {
      if (!(await isFree(port)))
        throw new Error(`${name}: port ${port} is held by ${ownerOf(port)}, which was not started here`);
    }
    return { name, clean: clean.every(Boolean) };
  });
}

/** SIGKILL; resolves when the processes are gone. */
export async function killPart(name) {
  const { part, daemons } = select(name);
  await alone(part, () => Promise.all(daemons.map(killDaemon)));
}

export async function restartPart(name) {
  await stopPart(name);
  return startPart(name);
}

/** All parts, or those named, as they are now. */
export async function status(names = partNames) {
  return Promise.all(names.map((name) => stateOf(select(name).part)));
}

async function stateOf(part) {
  const processes = part.daemons.map(({ name }) => ({ name, pid: running(name)?.pid, log: logFile(name) }));
  const state = { name: part.name, up: false, version: undefined, address: part.address, processes };
  const missing = processes.filter(({ pid }) => !pid).map(({ name }) => name);
  if (missing.length > 0) return { ...state, trouble: `${missing.join(', ')} not running` };
  try {
    return { ...state, up: true, version: await part.probe() };
  } catch (error) {
    return { ...state, trouble: error.message.trim().split('\n').at(-1) };
  }
}

async function answers(part, timeoutMs) {
  await eventually(`${part.name} does not answer`, timeoutMs, () => {
    const dead = part.daemons.find(({ name }) => !running(name))?.name;
    if (dead) throw new Hopeless(`${dead} ended right after its start. ${logFile(dead)}:\n${lastLines(dead)}`);
    return part.probe();
  });
}
