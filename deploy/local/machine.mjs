// What the operating system knows: processes, sockets, locks between processes.
import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { host, made } from './place.mjs';

/** When a process started, in ticks since boot; tells a reused pid from the process that was meant. Undefined: not running. */
function startTime(pid) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return 'ZX'.includes(fields[0]) && !hasThreads(pid) ? undefined : Number(fields[19]);
}

/** A killed process is a zombie while its last threads are still closing its sockets. */
function hasThreads(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    return false;
  }
}

export function isRunning({ pid, started }) {
  return started !== undefined && startTime(pid) === started;
}

function listens(port, timeoutMs = 1000) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/** Waits a moment for a port to become free. */
export async function isFree(port, withinMs = 2_000) {
  const until = Date.now() + withinMs;
  while (await listens(port)) {
    if (Date.now() > until) return false;
    await sleep(50);
  }
  return true;
}

/** "pid 1234 (nginx)" for who listens on a port, as far as this user may see it. */
export function ownerOf(port) {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => {
    try {
      return readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter((f) => f[3] === '0A' && f[1]?.endsWith(`:${hex}`))
        .map((f) => `socket:[${f[9]}]`);
    } catch {
      return [];
    }
  });
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readdirSync(`/proc/${pid}/fd`).some((fd) => inodes.includes(readlinkSync(`/proc/${pid}/fd/${fd}`)))) {
        return `pid ${pid} (${readFileSync(`/proc/${pid}/comm`, 'utf8').trim()})`;
      }
    } catch {
      // gone meanwhile, or another user's
    }
  }
  return 'a process of another user';
}

/** Runs a program to its end; its output, or an error with the last of what it said. */
export function run(file, args, { timeoutMs = 30_000, ...options } = {}) {
  return new Promise((resolve, reject) => {
    execFile(file, args, { timeout: timeoutMs, maxBuffer: 64 << 20, ...options }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n');
      const why = error.killed ? `did not end within ${timeoutMs / 1000} s` : `failed (${error.code})`;
      reject(new Error(`${file} ${args.join(' ')} ${why}\n${said}`));
    });
  });
}

/** Starts a program that outlives this one; says who it is. */
export function spawnDaemon({ file, args, env, cwd }, logFd) {
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', logFd, logFd],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve({ pid: child.pid, started: startTime(child.pid) });
    });
  });
}

/** Tries until it works. Throws what went wrong last, told as what did not happen. */
export async function eventually(what, withinMs, attempt, everyMs = 50) {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Hopeless) throw error;
      if (Date.now() > until) throw new Error(`${what} after ${withinMs / 1000} s: ${error.message}`, { cause: error });
      await sleep(everyMs);
    }
  }
}

/** Ends the trying. */
export class Hopeless extends Error {}

/** One at a time, across processes. A lock whose holder died is taken over. */
export async function locked(file, work, waitMs = 300_000) {
  made(dirname(file));
  const mine = JSON.stringify({ pid: process.pid, started: startTime(process.pid) });
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (abandoned(file)) rmSync(file, { force: true });
    else if (Date.now() > until) throw new Error(`another process has held ${file} for ${waitMs / 1000} s`);
    else await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function abandoned(file) {
  try {
    return !isRunning(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    // Unreadable: being written at this moment, or its writer was killed in between.
    return Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > 5_000;
  }
}
