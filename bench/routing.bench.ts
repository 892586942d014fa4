import type { CentreSize } from './routing/centre.js';
import { whenAgentsFree, whenContactsCome, type Case, type Row } from './routing/growth.js';
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
/** The scan of more would take minutes. */
const MOST_SCANNED = 10_000;

/** What a decision costs as more contacts and agents wait, beside looking at everybody, in the same run. */
export const bench: Bench = (args) => {
  const smoke = args.includes('--smoke');
  const agents = smoke ? 300 : CENTRE.agents;
  const pace = smoke ? { rounds: 2, events: 100 } : { rounds: 3, events: 2_000 };
  const scanPace = smoke ? pace : { rounds: 2, events: 1_000 };
  const waiting = smoke ? [100, 1_000] : [100, 1_000, 10_000, 100_000];
  const grow = (size: CentreSize) =>
    waiting.map((count) => {
      const each: Case = { size: { ...size, agents }, strategy: 'longest-idle', waiting: count, withScan: false };
      const row = whenAgentsFree(each, pace);
      if (count > MOST_SCANNED) return row;
      const { scanMeanUs, timesScan, disagreements } = whenAgentsFree({ ...each, withScan: true }, scanPace);
      return { ...row, scanMeanUs, timesScan, disagreements };
    });
  const contactsWait = table('contacts wait, an agent comes free', grow(CENTRE));
  const adversarial = table(
    'the same, 50 skills and 10 queues an agent, contacts ask for up to 4 skills',
    grow(ADVERSARIAL),
  );
  const agentsWait = table(
    'agents wait, a contact comes',
    (smoke ? [100, 300] : [100, 1_000, 10_000]).map((count) =>
      whenContactsCome(
        { size: { ...CENTRE, agents: count }, strategy: 'best-skilled', waiting: 0, withScan: false },
        pace,
      ),
    ),
  );
  const order = literalDisagreements(smoke ? 40 : 300);
  const all = [...contactsWait, ...adversarial, ...agentsWait];
  const at = (count: number) => contactsWait.find((row) => row.waiting === count) ?? contactsWait.at(-1)!;
  return Promise.resolve({
    results: { contactsWait, adversarial, agentsWait, order },
    targets: [
      atMost('matches that differ from comparing everybody with everybody', order.disagreements, 0),
      atMost(
        'matches that differ from the scan',
        all.reduce((sum, row) => sum + row.disagreements, 0),
        0,
      ),
      atMost('p99 with the most waiting, per p99 with 1,000', ratio(contactsWait.at(-1)!.p99Us, at(1_000).p99Us), 3),
      atLeast('decisions with 10,000 waiting, per decision of the scan', at(MOST_SCANNED).timesScan ?? 0, 100),
    ],
  });
};

function table(title: string, rows: Row[]): Row[] {
  console.log(`  ${title}:`);
  console.log('    waiting   agents  decisions/s   mean µs    p50 µs    p99 µs   scan µs     times');
  for (const { waiting, agents, decisionsPerSecond, meanUs, p50Us, p99Us, scanMeanUs, timesScan } of rows) {
    const cells = [decisionsPerSecond, meanUs, p50Us, p99Us, scanMeanUs ?? '–', timesScan ?? '–'];
    console.log(
      `  ${padded(waiting, 9)}${padded(agents, 9)}${padded(cells[0]!, 13)}${cells
        .slice(1)
        .map((cell) => padded(cell, 10))
        .join('')}`,
    );
  }
  return rows;
}

function padded(cell: number | string, width: number): string {
  return String(cell).padStart(width);
}

function ratio(value: number, base: number): number {
  return Number((value / base).toFixed(2));
}
