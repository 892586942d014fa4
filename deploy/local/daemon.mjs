// One background process: started once, found again by its pid file, stopped or killed for certain.
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isFree, isRunning, ownerOf, spawnDaemon } from './machine.mjs';
import { made, stateDir } from './place.mjs';

const pidFile = (name) => stateDir(`${name}.pid`);
export const logFile = (name) => stateDir(`${name}.log`);

/** The running process, or undefined; a stale pid file is removed. */
export function running(name) {
  let record;
  try {
    record = JSON.parse(readFileSync(pidFile(name), 'utf8'));
  } catch {
    record = undefined;
  }
  if (record && isRunning(record)) return record;
  rmSync(pidFile(name), { force: true });
  return undefined;
}

/** @param {{ name: string, ports: number[], prepare?: () => Promise<void>, command: () => object }} daemon */
export async function startDaemon({ name, ports, prepare, command }) {
  const already = running(name);
  if (already) return already;
  for (const port of ports) {
    if (!(await isFree(port)))
      throw new Error(`${name}: port ${port} is taken by ${ownerOf(port)}, which was not started from ${stateDir()}`);
  }
  made(stateDir());
  await prepare?.();
  const log = openLog(name);
  try {
    const record = await spawnDaemon(command(), log);
    writeFileSync(pidFile(name), JSON.stringify(record));
    return record;
  } finally {
    closeSync(log);
  }
}

/** SIGTERM, and SIGKILL when that was not enough; true if it went by itself. */
export async function stopDaemon({ name, stopMs = 30_000 }) {
  const record = running(name);
  if (!record) return true;
  process.kill(record.pid, 'SIGTERM');
  const clean = await gone(record, stopMs);
  if (!clean) await killDaemon({ name });
  running(name); // removes the pid file
  return clean;
}

export async function killDaemon({ name }) {
  const record = running(name);
  if (!record) return;
  process.kill(record.pid, 'SIGKILL');
  if (!(await gone(record, 10_000))) throw new Error(`${name}: pid ${record.pid} outlives SIGKILL`);
  running(name);
}

async function gone(record, withinMs) {
  const until = Date.now() + withinMs;
  while (isRunning(record)) {
    if (Date.now() > until) return false;
    await sleep(20);
  }
  return true;
}

export function lastLines(name, count = 20) {
  try {
    return readFileSync(logFile(name), 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}

function openLog(name) {
  const file = logFile(name);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 8 << 20) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}
