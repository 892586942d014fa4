import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { environmentWith } from '../config.js';
import { NoPythonPackage, pythonPackage } from '../python-package.js';

/** What it finds depends on its version. */
const VERSION = '4.32.5';
const MEDIA_TYPES = join('tools', 'fuzz', 'media_types.py');

/** Something of this machine is missing. */
export class CannotFuzz extends Error {}

/** The program, installed from PyPI into the cache the first time. @throws CannotFuzz */
export async function schemathesis(): Promise<string> {
  try {
    return join(await pythonPackage('schemathesis', VERSION), 'schemathesis');
  } catch (error) {
    if (!(error instanceof NoPythonPackage)) throw error;
    throw new CannotFuzz(error.message);
  }
}

/** To its end, with its words on this terminal; what it keeps lies in the folder. @returns its exit code: 0 when it found nothing */
export function runToEnd(program: string, args: readonly string[], cwd: string): Promise<number> {
  const env = environmentWith({ SCHEMATHESIS_HOOKS: resolve(MEDIA_TYPES) });
  return new Promise((ended, failed) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', failed);
    child.once('exit', (code) => ended(code ?? 1));
  });
}
