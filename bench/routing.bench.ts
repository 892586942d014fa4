import type { CentreSize } from './routing/centre.js';
import { whenAgentsFree, whenContactsCome, type Pace, type Row } from './routing/growth.js';
import { literalDisagreements } from './routing/literal.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';

const CENTRE: CentreSize = {
  agents: 10_000,
  queues: 100,
  skills: 500,
  skillsPerAgent: 20,
  queuesPerAgent: 3,
  skillsAsked: 2,
  needsPerQueue: 20,
};
/** Agents who can a lot in many queues, and contacts of which hardly two ask the same: the index finds little to share. */
const ADVERSARIAL: CentreSize = {
  ...CENTRE,
  skillsPerAgent: 50,
  queuesPerAgent: 10,
  skillsAsked: 4,
  needsPerQueue: null,
};
/** What a decision costs as more contacts and agents wait, beside looking at everybody, in the same run. */
export const bench: Bench = (args) => {
  const smoke = args.includes('--smoke');
  const waiting = smoke ? [100, 1_000] : [100, 1_000, 10_000, 100_000];
  const agents = smoke ? 300 : CENTRE.agents;
  const pace = (size: number): Pace =>
    smoke
      ? { rounds: 2, events: 100, scanEvents: 50 }
      : { rounds: 3, events: 2_000, scanEvents: Math.min(1_000, 20_000_000 / size) };
  const grow = (size: CentreSize) =>
    waiting.map((count) =>
      whenAgentsFree({ size: { ...size, agents }, strategy: 'longest-idle', waiting: count }, pace(count)),
    );
  const come = (count: number) =>
    whenContactsCome({ size: { ...CENTRE, agents: count }, strategy: 'best-skilled' }, pace(count));
  const contactsWait = table('contacts wait, an agent comes free', grow(CENTRE));
  const adversarial = table('the same, and hardly two contacts ask the same', grow(ADVERSARIAL));
  const agentsWait = table('agents wait, a contact comes', (smoke ? [100, 300] : [100, 1_000, 10_000]).map(come));
  const order = literalDisagreements(smoke ? 40 : 300);
  const all = [...contactsWait, ...adversarial, ...agentsWait];
  const disagreements = all.reduce((sum, row) => sum + row.disagreements, 0);
  const at = (count: number) => contactsWait.find((row) => row.waiting === count) ?? contactsWait.at(-1)!;
  const [most, some] = [contactsWait.at(-1)!, at(1_000)];
  return Promise.resolve({
    results: { contactsWait, adversarial, agentsWait, order },
    targets: [
      atMost('matches that differ from comparing everybody with everybody', order.disagreements, 0),
      atMost('matches that differ from the scan', disagreements, 0),
      atMost('p99 with the most waiting, per p99 with 1,000', ratio(most.p99Us, some.p99Us), 3),
      atLeast('with 10,000 waiting, events in the time of one search by scan', at(10_000).timesScan, 10),
      atLeast('with the most waiting, events in the time of one search by scan', most.timesScan, 100),
    ],
  });
};

function table(title: string, rows: Row[]): Row[] {
  console.log(`  ${title}:`);
  console.log('    waiting   agents  decisions/s   mean µs    p50 µs    p99 µs  scan p50 µs   times');
  for (const { waiting, agents, decisionsPerSecond, meanUs, p50Us, p99Us, scanP50Us, timesScan } of rows) {
    const counts = `${padded(waiting, 11)}${padded(agents, 9)}${padded(decisionsPerSecond, 13)}`;
    console.log(
      `${counts}${padded(meanUs, 10)}${padded(p50Us, 10)}${padded(p99Us, 10)}${padded(scanP50Us, 13)}${padded(timesScan, 8)}`,
    );
  }
  return rows;
}

function padded(cell: number, width: number): string {
  return String(cell).padStart(width);
}

function ratio(value: number, base: number): number {
  return Number((value / base).toFixed(2));
}
