import { findPackageJSON } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What a thread is to run: it runs what is compiled, also where the file that starts it is not. @param source without its ending, from the root */
export function compiledProgram(source: string): URL {
  return new URL(`dist/${source}.js`, pathToFileURL(findPackageJSON(import.meta.url)!));
}
