import { randomBytes } from 'node:crypto';
import { loadavg } from 'node:os';
import { Caller } from '../api/caller.js';
import { HttpDoor } from '../api/http-door.js';
import { Meter } from '../api/meter.js';
import { Progress } from '../progress.js';
import { clusterWorld } from '../world/cluster-world.js';
import { stoppedWhenInterrupted } from '../world/open-world.js';
import { suiteWorld } from '../world/suite-world.js';
import type { World } from '../world/world.js';
import { checkDay } from './checks/check-day.js';
import { dateOf } from './checks/figures.js';
import { DayClock } from './day/day-clock.js';
import type { SimulationOptions } from './options.js';
import { openHouse } from './play/call-centre.js';
import { playDay } from './play/play-day.js';
import { reportOf, type Report } from './report/report.js';
import { staffed } from './staff/staffed.js';
import { theDay, type TheDay } from './the-day.js';

const SIMULATED = { TELEPHONY: 'simulated' };

/**
 * Starts a suite, plays the day in it, and says whether everybody is accounted for and waited as they should.
 * @throws CannotPlay
 */
export async function simulate(options: SimulationOptions): Promise<Report> {
  const day = theDay(options);
  const begun = performance.now();
  const world = stoppedWhenInterrupted(
    await (options.profile === 'cluster' ? clusterWorld(SIMULATED) : suiteWorld(SIMULATED)),
  );
  let wentWell = false;
  try {
    const report = await play(world, options, day, (performance.now() - begun) / 1_000);
    wentWell = report.ok;
    return report;
  } finally {
    const left = await world.stop(wentWell);
    if (left !== undefined) process.stderr.write(`left to be looked at: ${left}\n`);
  }
}

async function play(
  world: World,
  options: SimulationOptions,
  asItComes: TheDay,
  readySeconds: number,
): Promise<Report> {
  const meter = new Meter();
  const http = new HttpDoor(world.url, world.host, meter);
  const run = `d${randomBytes(4).toString('hex')}`;
  try {
    const opening = { login: world.admin, run, speed: options.speed };
    const house = await openHouse(new Caller(http, meter), opening);
    const { centre, day } = await staffed(house, asItComes, options);
    const size = { voice: day.work.voice.length, chat: day.work.chat.length };
    const progress = new Progress('customers', day.arrivals.length, process.stderr);
    const load = { before: loadavg()[0]!, after: 0 };
    meter.read();
    const begun = performance.now();
    const clock = new DayClock(options.speed);
    const first = await dateOf(centre.admin);
    const result = await playDay(centre, { ...day, run, clock, onOver: () => progress.advance() });
    const playSeconds = (performance.now() - begun) / 1_000;
    load.after = loadavg()[0]!;
    const api = meter.read();
    const checked = await checkDay({
      world,
      centre,
      dates: [...new Set([first, await dateOf(centre.admin)])],
      day,
      clock,
      played: result,
      options,
    });
    return reportOf({
      options,
      day,
      size,
      readySeconds,
      playSeconds,
      api,
      load,
      missed: result.missed,
      played: result.played,
      checked,
    });
  } finally {
    await http.close();
  }
}
