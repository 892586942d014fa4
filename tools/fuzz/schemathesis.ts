import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../config.js';

/** What it finds depends on its version. */
const VERSION = '4.32.5';
const run = promisify(execFile);

/** Something of this machine is missing. */
export class CannotFuzz extends Error {}

/** The program, installed from PyPI into the cache the first time. @throws CannotFuzz */
export async function schemathesis(): Promise<string> {
  const folder = join(cacheFolder(), `schemathesis-${VERSION}`);
  const whole = join(folder, 'is-whole');
  if (!existsSync(whole)) {
    await rm(folder, { recursive: true, force: true });
    await install(folder);
    await writeFile(whole, '');
  }
  return join(folder, 'bin', 'schemathesis');
}

async function install(folder: string): Promise<void> {
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]);
  } catch (error) {
    throw new CannotFuzz(`Schemathesis needs Python 3.10 with venv, and PyPI: ${(error as Error).message}`);
  }
}

/** To its end, with its words on this terminal; what it keeps lies in the folder. @returns its exit code: 0 when it found nothing */
export function runToEnd(program: string, args: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
