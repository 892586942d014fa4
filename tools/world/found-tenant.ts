import { z } from 'zod';
import { Caller } from '../api/caller.js';
import { HttpDoor } from '../api/http-door.js';
import { logIn } from '../api/log-in.js';
import { Meter } from '../api/meter.js';
import { untilAnswered } from '../until.js';
import { THIS_MACHINE } from './this-machine.js';
import type { Login } from './world.js';

const PLATFORM_HOST = 'platform.localhost';
const TENANT = 'shop';
const HOST = 'shop.localhost';
/** Databases are made in every service; that takes long where others are at work. */
const FOUNDED_WITHIN_MS = 240_000;

/** A tenant for the shop, made the way an operator would, at the platform's door; its systems outside are on this machine. */
export async function foundTenant(url: string, platform: Login): Promise<{ host: string; admin: Login }> {
  const meter = new Meter();
  const door = new HttpDoor(url, PLATFORM_HOST, meter);
  const operator = new Caller(door, meter);
  const admin = { login: 'admin', password: platform.password };
  const asked = { id: TENANT, name: 'Shop', domains: [HOST], admin };
  try {
    // The platform's own tenant founds itself in the first seconds.
    const token = await untilAnswered(() => logIn(operator, platform), { withinMs: FOUNDED_WITHIN_MS });
    const caller = operator.as(token);
    const opened = {
      value: { tenants: { [TENANT]: THIS_MACHINE } },
      reason: 'The systems of the shop are played there.',
    };
    await caller.put('/api/v1/settings/{id}', { id: 'outside-addresses' }, opened, z.unknown(), 0);
    await caller.post('/api/v1/tenants', {}, asked, 'found-the-shop', z.unknown());
    const isLive = () => caller.get('/api/v1/tenants/{id}', { id: TENANT }, z.object({ status: z.literal('active') }));
    await untilAnswered(isLive, { withinMs: FOUNDED_WITHIN_MS });
    return { host: HOST, admin };
  } finally {
    await door.close();
  }
}
