import type { Attempt } from '../api/attempt.js';
import { Caller } from '../api/caller.js';
import { HttpDoor } from '../api/http-door.js';
import { Meter } from '../api/meter.js';
import type { ReplayOptions } from './options.js';
import { noFaults, seededFaults } from './shop/faults.js';
import { OrderSystem } from './shop/order-system.js';
import type { Shop } from './shop/shop.js';
import { openWorld, type OpenWorld } from '../world/open-world.js';

/** Of the calls to the order system, with --faults. */
const SPOILED_SHARE = 0.25;

/** Where a replay takes place: the suite, the shop, and a way in whose calls are measured. */
export interface Setting {
  readonly world: OpenWorld;
  readonly readySeconds: number;
  readonly orderSystem: OrderSystem;
  readonly door: Caller;
  readonly http: HttpDoor;
  readonly meter: Meter;
  /** All that was tried at the door, where parts are taken away meanwhile. */
  readonly attempts: readonly Attempt[];
  /** @returns where to look when it went wrong. */
  close(wentWell: boolean): Promise<string | undefined>;
}

export async function openSetting(options: ReplayOptions, shop: Shop): Promise<Setting> {
  const begun = performance.now();
  const world = await openWorld(options);
  const readySeconds = (performance.now() - begun) / 1_000;
  const faults = options.faults ? seededFaults(options.seed, SPOILED_SHARE) : noFaults;
  const orderSystem = await OrderSystem.start(shop, { faults });
  const attempts: Attempt[] = [];
  const meter = new Meter(options.chaos ? (attempt) => attempts.push(attempt) : undefined);
  const http = new HttpDoor(world.url, world.host, meter);
  const door = new Caller(http, meter);
  const close = async (wentWell: boolean) => {
    await http.close();
    const left = await world.stop(wentWell);
    await orderSystem.stop();
    return left;
  };
  return { world, readySeconds, orderSystem, door, http, meter, attempts, close };
}
