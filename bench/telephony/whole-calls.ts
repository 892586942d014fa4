import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { ServiceInTest } from '#libs/testing/service-in-test';
import { ContactSchema } from '../../services/call-center/src/contact/infra/contact.schema.js';
import { callCenter } from '../../services/call-center/src/service.js';
import { CallLegSchema } from '../../services/call-center/src/telephony/infra/call-leg.schema.js';
import { VoiceLine } from '../../services/call-center/test/telephony/voice-line.js';
import { WithSimulatedSwitch } from '../../services/call-center/test/telephony/with-simulated-switch.js';
import { removedLater, TENANT, type Databases } from './databases.js';

const TALK_MS = 50;
/** Longer than the bench takes by the clock of the service. */
const LEASE_SECONDS = 900;
/** Of the clock of the service, for each look. */
const STEP_MS = 5;

export interface Played {
  readonly calls: number;
  readonly seconds: number;
  readonly callsPerSecond: number;
  /** Rows of calls and contacts that were written for each, each in a transaction of its own. */
  readonly writesPerCall: number;
  readonly handled: number;
  /** Of this process, with the client and the switch in it: what other load on the machine changes least. */
  readonly cpuMsPerCall: number;
}

/** Calls through the simulated switch, from the first ring to the end of their contacts, with routing and over HTTP. */
export async function playCalls(calls: number, agents: number, { make }: Databases): Promise<Played> {
  const service = await ServiceInTest.start(
    { ...callCenter, module: WithSimulatedSwitch },
    { databases: { make, remove: removedLater } },
  );
  try {
    const line = await VoiceLine.of(service);
    const queue = await line.board.queue('bench');
    for (let n = 0; n < agents; n++) {
      const { person } = await line.agent(`agent-${n}`, { answersAfterMs: 0 });
      await person.heartbeat({ leaseSeconds: LEASE_SECONDS });
    }
    const database = service.running.app.get(Database);
    const ended = () =>
      runAsTenant(TENANT, async () => (await database.reader()).countBy(ContactSchema, { status: 'ended' }));
    const [begun, cpu] = [performance.now(), process.cpuUsage()];
    let arrived = 0;
    for (let over = 0; over < calls; over = await ended()) {
      const free = Math.min(agents - (arrived - over), calls - arrived);
      for (let n = 0; n < free; n++, arrived++) await line.caller(queue, { talkMs: TALK_MS });
      service.clock.advance(STEP_MS);
      line.theSwitch.advance();
      await sleep(1);
    }
    const seconds = (performance.now() - begun) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const cpuMsPerCall = Math.round((user + system) / 1_000 / calls);
    return {
      calls,
      cpuMsPerCall,
      ...rateOf(calls, seconds),
      ...(await runAsTenant(TENANT, () => writtenFor(database, calls))),
    };
  } finally {
    await service.stop();
  }
}

async function writtenFor(database: Database, calls: number): Promise<Pick<Played, 'writesPerCall' | 'handled'>> {
  const db = await database.reader();
  const legs = (await db.sum(CallLegSchema, 'version')) ?? 0;
  const contacts = (await db.sum(ContactSchema, 'version')) ?? 0;
  const handled = await db.countBy(ContactSchema, { outcome: 'handled' });
  return { writesPerCall: Number(((legs + contacts) / calls).toFixed(1)), handled };
}

export function rateOf(calls: number, seconds: number) {
  return { seconds: Number(seconds.toFixed(2)), callsPerSecond: Number((calls / seconds).toFixed(1)) };
}
