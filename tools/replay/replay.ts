import { randomBytes } from 'node:crypto';
import { readDataset, readSops, type Dataset } from './dataset.js';
import type { ReplayOptions } from './options.js';
import { gatherCast } from './play/cast.js';
import { connectShop } from './play/connect-shop.js';
import { importCustomers } from './play/customer-import.js';
import { playAll } from './play/play-all.js';
import { Probes } from './play/probes.js';
import { setUpService } from './play/set-up-service.js';
import { Progress } from '../progress.js';
import { reconcile } from './reconcile/reconcile.js';
import { outageTable } from './report/outage-table.js';
import { reportOf, type Report } from './report/report.js';
import { openSetting, type Setting } from './setting.js';
import { expectedAfter } from './shop/expected.js';
import { logIn } from '../api/log-in.js';
import { Chaos } from '../world/chaos.js';

/**
 * Starts a suite, plays the requests against it, and says whether everything came out as it must.
 * @throws CannotPlay
 */
export async function replay(options: ReplayOptions): Promise<Report> {
  const { shop, requests } = readDataset(options.folder);
  const setting = await openSetting(options, shop);
  let wentWell = false;
  try {
    const report = await play(setting, options, { shop, requests: requests.slice(0, options.limit) });
    wentWell = report.ok;
    return report;
  } finally {
    const left = await setting.close(wentWell);
    if (left !== undefined) process.stderr.write(`left to be looked at: ${left}\n`);
  }
}

async function play(setting: Setting, options: ReplayOptions, { shop, requests }: Dataset): Promise<Report> {
  const { world, door, orderSystem, meter, readySeconds } = setting;
  const { chaos, seed, concurrency } = options;
  const run = `r${randomBytes(4).toString('hex')}`;
  const cast = await gatherCast(door, world.admin, run);
  await connectShop(cast.admin, orderSystem.url);
  await setUpService(cast.admin, readSops(options.sops), run);
  const { size: customers } = await importCustomers(cast.portal, shop.users, run);

  const progress = new Progress('requests', requests.length, process.stderr);
  const probes = chaos ? new Probes(setting.http, await logIn(door, world.admin), world.admin) : undefined;
  const onTake = (part: string) => progress.note(`${part} is taken away`);
  const untilWell = async (withinMs: number) => (await probes?.untilWell(withinMs)) ?? true;
  const unrest = probes && new Chaos(world.takeable ?? [], { seed, onTake, untilWell });
  meter.read();
  const begun = performance.now();
  const journeys = await playAll(cast, requests, { run, concurrency, onPlayed: () => progress.advance() });
  const playSeconds = (performance.now() - begun) / 1_000;
  const api = meter.read();
  await unrest?.stop();
  await probes?.stop();

  const expected = expectedAfter(shop, requests);
  const { ledger } = orderSystem;
  const reconciliation = await reconcile({ world, cast, ledger, journeys, expected, countersWhole: !chaos });
  const outages = outageTable(unrest?.outages ?? [], setting.attempts);
  const measured = { readySeconds, playSeconds, api, outages };
  return reportOf({ options, customers, journeys, orderSystem, reconciliation, ...measured });
}
