import { databaseUrl } from '../config.js';
import { Load } from './load.js';
import { median, quantile, rounded } from './numbers.js';
import { PeerEngine } from './peer.js';
import { processEngine } from './process-engine.js';
import { RawLanes, recorded } from './raw-sql.js';
import { Tables } from './tables.js';
import { COMMANDS_PER_INSTANCE, TEN_NODES } from './ten-nodes.js';

/** Each command is a transaction of its own: every engine has one at a time. */
const SINGLE = { engines: 16, atOnce: 16, lanes: 16 };
/** As many lanes as the engine has groups under way. */
const GROUPED = { engines: 1, atOnce: 256, lanes: 4 };
const PEER_AT_ONCE = 16;
const WARM_UP = 200;

/** Instances per second of the engine, and of its own transactions sent by nobody but the database's client. */
export async function throughput(instances: number, rounds: number) {
  const [single, grouped] = [await compared(instances / 4, SINGLE, rounds), await compared(instances, GROUPED, rounds)];
  return { single, grouped };
}

/** Milliseconds to the commit at half of what the engine can do: of a command, and of the same transactions alone. */
export async function latency(instances: number, peakInstancesPerSecond: number) {
  const commandsPerSecond = (peakInstancesPerSecond * COMMANDS_PER_INSTANCE) / 2;
  const commands = await onEngine(1, (load) => load.steady(instances, commandsPerSecond));
  const transactions = await onEngine(1, (load, database) =>
    recorded(databaseUrl(), database, () => load.steady(instances, commandsPerSecond)),
  );
  const raw = await onLanes(GROUPED.lanes, (raw) => raw.steady(transactions));
  return { commandsPerSecond: Math.round(commandsPerSecond), commandMs: spread(commands), rawMs: spread(raw) };
}

/** Instances per second of bpmn-engine, persisted at each wait. */
export function peer(instances: number): Promise<number> {
  return Tables.with(async (tables) => {
    const engine = await PeerEngine.open(databaseUrl(), await tables.name());
    await engine.flood(instances / 4, PEER_AT_ONCE);
    return engine.flood(instances, PEER_AT_ONCE).finally(() => engine.close());
  });
}

async function compared(instances: number, { engines, atOnce, lanes }: typeof GROUPED, rounds: number) {
  const transactions = await onEngine(engines, (load, database) =>
    recorded(databaseUrl(), database, () => load.flood(instances, atOnce)),
  );
  const measured = [];
  for (let round = 0; round < rounds; round++) measured.push(await oneRound());
  return {
    instancesPerSecond: Math.round(median(measured.map(({ engine }) => engine))),
    rawInstancesPerSecond: Math.round(median(measured.map(({ raw }) => raw))),
    rawOneTripInstancesPerSecond: Math.round(median(measured.map(({ oneTrip }) => oneTrip))),
    ofRaw: rounded(median(measured.map(({ engine, raw }) => engine / raw))),
    commandsPerTransaction: rounded((instances * COMMANDS_PER_INSTANCE) / transactions.length),
  };

  async function oneRound() {
    const engine = await onEngine(engines, (load) => load.flood(instances, atOnce));
    const raw = instances / (await onLanes(lanes, (raw) => raw.flood(transactions)));
    const oneTrip = instances / (await onLanes(lanes, (raw) => raw.flood(transactions, true)));
    return { engine, raw, oneTrip };
  }
}

function onEngine<T>(engines: number, work: (load: Load, database: string) => Promise<T>): Promise<T> {
  return Tables.with(async (tables) => {
    const opened = Array.from({ length: engines }, () => processEngine(tables.database, TEN_NODES));
    const load = new Load(await Promise.all(opened));
    await load.flood(WARM_UP, GROUPED.atOnce);
    return work(load, await tables.name());
  });
}

function onLanes<T>(lanes: number, work: (raw: RawLanes) => Promise<T>): Promise<T> {
  return Tables.with(async (tables) => {
    const raw = await RawLanes.open(databaseUrl(), await tables.name(), lanes);
    return work(raw).finally(() => raw.close());
  });
}

function spread(latencies: readonly number[]) {
  return { p50: rounded(quantile(latencies, 0.5)), p99: rounded(quantile(latencies, 0.99)) };
}
