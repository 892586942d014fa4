import { clusterWorld } from './cluster-world.js';
import { embeddedWorld } from './embedded-world.js';
import { givenWorld } from './given-world.js';
import type { Takeable } from './takeable.js';
import type { WorldOptions } from './world-options.js';
import type { World } from './world.js';

export type OpenWorld = World & { readonly takeable?: readonly Takeable[] };

/** The suite that the options ask for. */
export async function openWorld({ url, admin, profile, chaos }: WorldOptions): Promise<OpenWorld> {
  if (url !== undefined && admin !== undefined) return givenWorld(url, admin);
  return stoppedWhenInterrupted(await (profile === 'cluster' ? clusterWorld({}, chaos) : embeddedWorld()));
}

export function stoppedWhenInterrupted<Any extends World>(world: Any): Any {
  const leave = () => void world.stop(false).finally(() => process.exit(130));
  process.once('SIGINT', leave).once('SIGTERM', leave);
  return world;
}
