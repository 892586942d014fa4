// Debian packages, installed when a program is missing.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { locked, run } from './machine.mjs';
import { cacheDir } from './place.mjs';

/** The path of a program; daemons live in sbin, which is not on everyone's PATH. */
export function find(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  for (const folder of folders.filter(Boolean)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not here
    }
  }
  return undefined;
}

export function need(program) {
  const file = find(program);
  if (!file) throw new Error(`${program} is not installed: run node deploy/local/real.mjs install`);
  return file;
}

/** @param {{ program: string, package: string }[]} wanted */
export async function installPackages(wanted, say) {
  const missing = [...new Set(wanted.filter((w) => !find(w.program)).map((w) => w.package))];
  if (missing.length === 0) return;
  const byHand = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!find('apt-get')) throw new Error(`not installed and there is no apt-get here: ${missing.join(', ')}`);
  if (process.getuid() !== 0) throw new Error(`not installed: ${missing.join(', ')}. As root: ${byHand}`);
  await locked(cacheDir('apt.lock'), async () => {
    say(`installing ${missing.join(', ')}`);
    // RUNLEVEL=1 keeps the packages from starting services of their own on the usual ports.
    const options = { timeoutMs: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } };
    const patient = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
    const install = () => run('apt-get', [...patient, ...byHand.split(' ').slice(1)], options);
    await install().catch(async () => {
      await run('apt-get', [...patient, 'update'], options); // package lists missing or too old
      await install();
    });
  });
  const still = wanted.filter((w) => !find(w.program)).map((w) => w.program);
  if (still.length > 0) throw new Error(`still missing after apt-get install: ${still.join(', ')}`);
}
