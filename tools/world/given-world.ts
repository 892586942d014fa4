import type { World } from './world.js';

/** A suite that somebody else started and may be using, so only what is our own is checked. */
export function givenWorld(url: string, admin: string): World {
  const { origin, host } = new URL(url);
  const colon = admin.indexOf(':');
  return {
    url: origin,
    host,
    admin: { login: admin.slice(0, colon), password: admin.slice(colon + 1) },
    services: [],
    ours: false,
    stop: async () => undefined,
  };
}
