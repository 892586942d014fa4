import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { newMasterKey, parseMasterKeys, type MasterKeys } from './master-keys.js';

/**
 * The master keys of a file that only this user can read; made with one new key where there is none. Whoever loses the file
 * loses the objects. @throws RangeError when there is something else in the file
 */
export function masterKeysOfFile(path: string): MasterKeys {
  const aside = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    return parseMasterKeys(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  writeFileSync(aside, newMasterKey('generated'), { mode: 0o600, flush: true });
  try {
    // Unlike a renaming it fails where another process was quicker.
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside);
  }
  return parseMasterKeys(readFileSync(path, 'utf8'));
}
