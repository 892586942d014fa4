import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createLogger } from '#libs/observability/logger';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { eventually } from '#libs/testing/eventually';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { ContactSchema } from '../../src/contact/infra/contact.schema.js';
import { callCenter } from '../../src/service.js';
import { FreeSwitchSwitch } from '../../src/telephony/freeswitch/freeswitch-switch.js';
import { EslPeer } from './freeswitch/esl-peer.js';
import { acmeAlone, telephonyOf } from './telephony-desk.js';

const logger = createLogger({ service: 'test', level: 'silent' });
const settings = { TELEPHONY: 'freeswitch', TELEPHONY_ZOMBIES: 'kill' } as never;

onEachEngine('two processes before one FreeSWITCH', (open) => {
  let engine: Engine;
  let clock: FakeClock;
  let peer: EslPeer;
  let processes: ReturnType<typeof telephonyOf>[];

  beforeEach(async () => {
    engine = await open(withServiceTables(callCenter.database), ['acme', 'platform']);
    clock = new FakeClock();
    peer = await EslPeer.start();
    const directory = await acmeAlone();
    processes = [engine.database, engine.database.locksRows ? engine.another() : engine.database].map((database) => {
      const options = { address: peer.address, dial: { gateway: 'g', recordings: '/r' }, logger };
      const delay = () => new Promise((resolve) => setTimeout(resolve, 2));
      return telephonyOf(new FreeSwitchSwitch({ ...options, delay }), database, clock, directory, settings);
    });
    for (const { watch } of processes) watch.onApplicationBootstrap();
    await goOn('one hears', () => processes.filter(({ watch }) => watch.isHearing).length === 1);
  });
  afterEach(async () => {
    for (const { rounds } of processes) await rounds.beforeApplicationShutdown();
    await peer.stop();
    await engine.dispose();
  });

  /** Lets time go on until it is so. */
  const goOn = (what: string, isSo: () => boolean | Promise<boolean>) =>
    eventually(
      what,
      async () => {
        clock.advance(1_000);
        for (const { watch } of processes) await watch.rounds.run();
        return isSo();
      },
      { every: 5 },
    );
  const arrive = () => peer.calls.arrive({ tenantId: 'acme', from: '+861', to: '4001' });
  const contacts = () =>
    runAsTenant('acme', async () => (await engine.database.reader()).find(ContactSchema, { order: { id: 'ASC' } }));
  const statuses = async () => (await contacts()).map(({ status }) => status);

  it('make one contact of one call', async () => {
    arrive();
    await eventually('a contact', async () => (await contacts()).length > 0);
    await goOn('both have looked', () => true);
    expect(await statuses()).toEqual(['waiting']);
  });

  it('of which one stops: the other finds what came and ended meanwhile', async () => {
    const ends = arrive();
    await eventually('a contact', async () => (await contacts()).length === 1);
    const hearing = processes.findIndex(({ watch }) => watch.isHearing);
    const [stopped] = processes.splice(hearing, 1);
    await stopped!.rounds.beforeApplicationShutdown();
    peer.calls.farHangUp(ends);
    arrive();
    await goOn('the other hears', () => processes[0]!.watch.isHearing);
    expect(await statuses()).toEqual(['ended', 'waiting']);
  });

  it('hear nothing while the line is cut, and reconcile once it is mended', async () => {
    const ends = arrive();
    await eventually('a contact', async () => (await contacts()).length === 1);
    await peer.cut('Content-Length: 400\n\n{"Event-Name":"CHANNEL_');
    await goOn('nobody hears', () => processes.every(({ watch }) => !watch.isHearing));
    peer.calls.farHangUp(ends);
    arrive();
    peer.passes(10_000);
    expect(await statuses()).toEqual(['waiting']);
    await peer.listen();
    await goOn('what was missed', async () => (await contacts()).length === 2);
    expect(await statuses()).toEqual(['ended', 'waiting']);
  });
});
