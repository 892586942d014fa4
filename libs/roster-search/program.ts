import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A compiled file of this folder, for a thread to run. */
export function program(name: string): URL {
  return new URL(`dist/libs/roster-search/${name}.js`, pathToFileURL(findPackageJSON(import.meta.url)!));
}
