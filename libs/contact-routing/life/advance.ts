import type { World } from '../state/world.js';
import { expire } from './reservations.js';
import { reconsider } from './waiting.js';

/** Lets everything happen that was due, each at its own instant, however late it is noticed. */
export function advance(world: World, now: number): void {
  for (let timer = world.timers.first(); timer && timer.due <= now; timer = world.timers.first()) {
    world.now = Math.max(world.now, timer.due);
    if (timer.of === 'contact') reconsider(world, world.contact(timer.id), true);
    else expire(world, world.reservations.get(timer.id)!);
  }
  world.now = Math.max(world.now, now);
}
