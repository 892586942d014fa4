import type { Audience } from '#libs/discovery/release/audience';
import type { Releases } from '#libs/discovery/release/releases';
import type { ServiceRegistry } from '#libs/discovery/registry/service-registry';

/** By service, or by application of the clients' side. */
export type Versions = Readonly<Record<string, string>>;

/**
 * Which version of what somebody gets, by the rules as they are. What has a rule but no instances is an application that
 * clients load from elsewhere: there the rule alone says.
 */
export function versionsFor(who: Audience, releases: Releases, registry: ServiceRegistry): Versions {
  const names = new Set([...registry.services(), ...releases.services()]);
  const versions = Array.from(names).flatMap((name) => {
    const version = versionOf(name, who, releases);
    return version === undefined ? [] : [[name, version] as const];
  });
  return Object.fromEntries(versions.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function versionOf(name: string, who: Audience, releases: Releases): string | undefined {
  const running = releases.instances(name, who).map(({ metadata }) => metadata.version);
  if (running.length === 0) return releases.choice(name)?.targetFor(who)?.version;
  return running.reduce((newest, each) => (isNewer(each, newest) ? each : newest));
}

function isNewer(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { numeric: true }) > 0;
}
