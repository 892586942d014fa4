import { alertPath } from './inspection-alert/alert-path.js';
import { clusterWorld } from '../tools/world/cluster-world.js';
import { embeddedWorld } from '../tools/world/embedded-world.js';
import type { World } from '../tools/world/world.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';

/** A supervisor is alerted within it. */
const PROMISED_MS = 1_000;
const PACE = { alerts: 120, chats: 6, everyMs: 150 };
const SMOKE = { alerts: 6, chats: 2, everyMs: 50 };

/** How long an alert takes from a message at the public door to a supervisor's stream, through the whole suite; beside the second that is promised. */
export const bench: Bench = async (args) => {
  const smoke = args.includes('--smoke');
  const pace = smoke ? SMOKE : PACE;
  const profiles: [string, () => Promise<World>][] = [['embedded', embeddedWorld]];
  if (!smoke) profiles.push(['cluster', () => clusterWorld()]);
  const measured = [];
  for (const [profile, start] of profiles) {
    const world = await start();
    const path = await alertPath(world, pace.alerts, pace.chats, pace.everyMs).finally(() => world.stop(true));
    const perSecond = Number((path.alertMs.p99 / PROMISED_MS).toPrecision(3));
    const row = { profile, ...path, p99PerPromisedSecond: perSecond };
    console.log(`  ${JSON.stringify(row)}`);
    measured.push(row);
  }
  return {
    results: Object.fromEntries(measured.map(({ profile, ...results }) => [profile, results])),
    targets: measured.flatMap(({ profile, said, alerted, p99PerPromisedSecond }) => [
      atLeast(`${profile}: alerts of what was said`, alerted, said),
      atMost(`${profile}: 99 of 100 alerts in seconds of the one promised`, p99PerPromisedSecond, 1),
    ]),
  };
};
