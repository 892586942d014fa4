// Jars from Maven Central, as a pom names them; kept by version outside the clone.
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { locked, run } from './machine.mjs';
import { need } from './packages.mjs';
import { cacheDir, made } from './place.mjs';

const java = { program: 'java', package: 'default-jre-headless' };
const maven = { program: 'mvn', package: 'maven' };

/** @param {string} name of the product, whose version is the property `<name>.version` of the pom */
export function jars(name, pom) {
  const version = new RegExp(`<${name}.version>(.+)</${name}.version>`).exec(readFileSync(pom, 'utf8'))[1];
  const lib = () => cacheDir(`${name}-${version}`);
  return {
    version,
    lib,
    /** What is needed to fetch and to run them. */
    packages: () => (existsSync(lib()) ? [java] : [java, maven]),
    async install(say) {
      if (existsSync(lib())) return;
      await locked(cacheDir(`${name}.lock`), () => (existsSync(lib()) ? undefined : fetch(say)), 900_000);
    },
  };

  async function fetch(say) {
    say(`fetching ${name} ${version}`);
    const folder = mkdtempSync(join(made(cacheDir()), `${name}-fetch-`));
    try {
      const args = ['-B', '-q', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime'];
      await run(need('mvn'), [...args, `-DoutputDirectory=${folder}`], { timeoutMs: 900_000 });
      renameSync(folder, lib());
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
