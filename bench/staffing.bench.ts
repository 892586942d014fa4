import type { ImpatientDemand } from '#libs/workforce/staffing/demand';
import { requiredAgents } from '#libs/workforce/staffing/required-agents';
import { Palm } from '#libs/workforce/staffing/erlang/palm';
import { Patient } from '#libs/workforce/staffing/erlang/patient';
import { simulate } from '#libs/workforce/staffing/simulation/simulate';
import type { SimulatedCentre } from '#libs/workforce/staffing/simulation/simulated-centre';
import type { Bench } from './runner.js';
import { naiveErlangA, naiveErlangC } from './staffing/naive.js';
import { atLeast, atMost } from './target.js';

const WITHIN_SECONDS = 20;
const GOAL = { serviceLevel: { share: 0.8, withinSeconds: WITHIN_SECONDS } };
/** Numbers of agents that are looked at for an interval, from the load on. */
const NUMBERS = 16;
const HALF_HOUR = 1_800;

/** Evaluations and staffed intervals a second of this process's own time, beside loops that begin anew each time, in the same run. */
export const bench: Bench = (args) => {
  const seconds = args.includes('--smoke') ? 0.2 : 2;
  const day = Array.from({ length: 96 }, (_, at) => 60 + Math.round(900 * Math.sin((Math.PI * at) / 96) ** 2));
  const demands = day.map((contacts) => ({
    ...{ contacts, intervalSeconds: HALF_HOUR, handleSeconds: 300, patienceSeconds: 180 },
  }));
  const patient = demands.map((demand) => ({ ...demand, patienceSeconds: Infinity }));
  const results = {
    erlangC: compared(patient, seconds, (demand) => ladder(new Patient(demand)), naiveErlangC),
    erlangA: compared(demands, seconds, (demand) => ladder(new Palm(demand)), naiveErlangA),
    requiredAgents: required(demands, seconds),
    simulation: simulated(args.includes('--smoke') ? 1 : 8),
  };
  for (const [model, { ours, naive, times }] of Object.entries({ C: results.erlangC, A: results.erlangA }))
    console.log(
      `  Erlang ${model}: ${ours.toLocaleString()} evaluations/s, naive ${naive.toLocaleString()}, ${times} times`,
    );
  console.log(`  ${results.requiredAgents.intervalsPerSecond.toLocaleString()} intervals staffed a second`);
  console.log(`  ${results.simulation.customersPerSecond.toLocaleString()} simulated customers a second`);
  return Promise.resolve({
    results,
    targets: [
      atLeast('evaluations of Erlang C a second', results.erlangC.ours, 1_000_000),
      atLeast('evaluations of Erlang A a second', results.erlangA.ours, 1_000_000),
      atLeast('times the naive loop, Erlang C', results.erlangC.times, 1),
      atLeast('times the naive loop, Erlang A', results.erlangA.times, 1),
      atMost('largest difference to the naive loop', Math.max(results.erlangC.off, results.erlangA.off), 1e-9),
    ],
  });
};

type Level = (agents: number) => number;

function ladder(closed: Palm | Patient): Level {
  return (agents) => closed.with(agents)!.serviceLevel(WITHIN_SECONDS);
}

function compared(
  demands: readonly ImpatientDemand[],
  seconds: number,
  ours: (demand: ImpatientDemand) => Level,
  naive: (demand: ImpatientDemand, agents: number, seconds: number) => number,
) {
  const anew = (demand: ImpatientDemand) => (agents: number) => naive(demand, agents, WITHIN_SECONDS);
  const off = demands.flatMap((demand) => {
    const [one, other] = [ours(demand), anew(demand)];
    return numbersFor(demand).map((agents) => Math.abs(one(agents) - other(agents)));
  });
  const rate = (levelsOf: (demand: ImpatientDemand) => Level) =>
    perSecond(seconds, () => {
      let sum = 0;
      for (const demand of demands) {
        const level = levelsOf(demand);
        for (const agents of numbersFor(demand)) sum += level(agents);
      }
      return sum >= 0 ? demands.length * NUMBERS : 0;
    });
  const [own, plain] = [rate(ours), rate(anew)];
  return { ours: own, naive: plain, times: Number((own / plain).toFixed(1)), off: Math.max(...off) };
}

function required(demands: readonly ImpatientDemand[], seconds: number) {
  const staff = () => demands.reduce((sum, demand) => sum + requiredAgents(demand, GOAL), 0);
  const agents = staff();
  return { agents, intervalsPerSecond: perSecond(seconds, () => (staff() === agents ? demands.length : 0)) };
}

/** Two queues and people of three kinds for a day each. */
function simulated(replications: number) {
  const queue = (id: string) => ({
    ...{ id, channel: 'voice', contactsPerHour: 400, patienceSeconds: 180, requires: [] },
    ...({ handle: { shape: 'exponential', meanSeconds: 300 }, strategy: 'longest-idle' } as const),
    target: GOAL.serviceLevel,
  });
  const group = (id: string, queueIds: readonly string[]) => ({
    ...{ id, skills: {}, slots: { voice: 1 }, queues: queueIds.map((queueId) => ({ queueId, priority: 1 })) },
  });
  const centre: SimulatedCentre = {
    queues: [queue('sales'), queue('service')],
    groups: [group('sellers', ['sales']), group('helpers', ['service']), group('both', ['sales', 'service'])],
  };
  const settings = { seconds: 10 * 3_600, warmUpSeconds: 1_800, replications, seed: 1 };
  const begun = process.cpuUsage();
  const { queues } = simulate(centre, { sellers: 30, helpers: 30, both: 12 }, settings);
  const spent = secondsSince(begun);
  const customers = 2 * 400 * 10.5 * replications;
  return { customersPerSecond: Math.round(customers / spent), seconds: Number(spent.toFixed(2)), queues };
}

function numbersFor({ contacts, handleSeconds, intervalSeconds }: ImpatientDemand): number[] {
  const load = Math.floor((contacts * handleSeconds) / intervalSeconds);
  return Array.from({ length: NUMBERS }, (_, at) => load + 1 + at);
}

/** Of the time that this process had, whatever else the machine does. */
function perSecond(seconds: number, work: () => number): number {
  work();
  const begun = process.cpuUsage();
  let done = 0;
  while (secondsSince(begun) < seconds) done += work();
  return Math.round(done / secondsSince(begun));
}

function secondsSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}
