import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './config.js';

const run = promisify(execFile);

/** Python with venv is missing, or PyPI. */
export class NoPythonPackage extends Error {}

/** The `bin` of an environment that has the package, installed from PyPI into the cache the first time. @throws NoPythonPackage */
export async function pythonPackage(name: string, version: string): Promise<string> {
  const folder = join(cacheFolder(), `${name}-${version}`);
  const whole = join(folder, 'is-whole');
  if (!existsSync(whole)) {
    await rm(folder, { recursive: true, force: true });
    await install(folder, `${name}==${version}`);
    await writeFile(whole, '');
  }
  return join(folder, 'bin');
}

async function install(folder: string, requirement: string): Promise<void> {
  try {
    await run('python3', ['-m', 'venv', folder]);
    await run(join(folder, 'bin', 'pip'), ['install', '--quiet', requirement]);
  } catch (error) {
    throw new NoPythonPackage(`${requirement} needs Python 3.10 with venv, and PyPI: ${(error as Error).message}`);
  }
}
