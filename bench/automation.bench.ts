import { judge } from '#libs/process-engine/expression/condition';
import { compiledRule } from '../services/ticket-center/src/automation/matching/compiled-rule.js';
import { RuleIndex } from '../services/ticket-center/src/automation/matching/rule-index.js';
import { Desk } from './automation/desk.js';
import { someRules } from './automation/rules.js';
import { engines, type Engine } from './outbox/engines.js';
import { processTables } from './process/process-engine.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';

const FEW = 10;
const MANY = 10_000;
const MOMENT = { now: new Date(0), timeZone: 'UTC' };

/** What ten thousand rules cost a save, and the rules' look at it, beside ten; and the index beside looking at all of them. */
export const bench: Bench = async (args) => {
  const smoke = args.includes('--smoke');
  const matching = matched(smoke ? 5 : 50);
  const measured = [];
  for (const engine of await engines()) measured.push({ engine: engine.name, ...(await measure(engine, smoke)) });
  console.log(`  ${matching.indexUs} µs by the index, ${matching.scanUs} µs by looking at all`);
  return {
    results: { matching, ...Object.fromEntries(measured.map(({ engine, ...results }) => [engine, results])) },
    targets: [
      atLeast('rules found by the index, compared with looking at all', matching.timesQuicker, 50),
      ...measured.flatMap(({ engine, saveRatio, totalRatio }) => [
        atMost(`${engine}: median save beside 10,000 rules per save beside 10`, saveRatio, 1.15),
        atMost(`${engine}: median save and rules with 10,000 per save and rules with 10`, totalRatio, 1.5),
      ]),
    ],
  };
};

async function measure(engine: Engine, smoke: boolean) {
  const open = (context: string) => engine.open({ ...processTables, context });
  const tickets = smoke ? 10 : 100;
  const few = await Desk.with(await open('few'), FEW, tickets);
  const many = await Desk.with(await open('many'), smoke ? 500 : MANY, tickets);
  const compileMs = Math.round(await many.compileMs());
  const times = { few: [] as Saved[], many: [] as Saved[] };
  // In turn: whatever disturbs the machine disturbs both.
  for (let n = 0; n < (smoke ? 20 : 2_000); n++) {
    times.few.push(await few.save());
    times.many.push(await many.save());
  }
  await engine.dispose();
  const [before, after] = [medians(times.few), medians(times.many)];
  console.log(
    `  ${engine.name}: save ${before.saveMs} → ${after.saveMs} ms, rules ${before.rulesMs} → ${after.rulesMs} ms`,
  );
  return {
    compileMs,
    tenRulesMs: before,
    tenThousandRulesMs: after,
    saveRatio: rounded(after.saveMs / before.saveMs),
    totalRatio: rounded(after.totalMs / before.totalMs),
  };
}

/** Without a database: which of the rules hold for a ticket. */
function matched(rounds: number) {
  const rules = someRules(MANY).map(compiledRule);
  const index = new RuleIndex(rules);
  const occasion = { trigger: 'changed', changed: ['category'] } as const;
  const holds = (rule: (typeof rules)[number], ticket: object) =>
    judge(rule.condition, { ...ticket }, MOMENT).outcome === 'holds';
  const tickets = Array.from({ length: rounds }, (_, n) => ({
    ...{ category: `c${(n * 7) % 200}`, priority: 'high', channel: 'web', ticketType: 'general' },
    ...{ teamId: `t${n % 50}`, urgedTimes: 2, subject: 'Where is it?' },
  }));
  for (const ticket of tickets) rules.some((rule) => holds(rule, ticket) && false);
  const byIndex = usOf(tickets, (ticket) => index.candidates(occasion, ticket).filter((rule) => holds(rule, ticket)));
  const byScan = usOf(tickets, (ticket) => rules.filter((rule) => holds(rule, ticket)));
  const lookedAt = tickets.reduce((sum, ticket) => sum + index.candidates(occasion, ticket).length, 0) / rounds;
  const timesQuicker = Math.round(byScan / byIndex);
  return { indexUs: rounded(byIndex), scanUs: Math.round(byScan), timesQuicker, lookedAt: rounded(lookedAt) };
}

type Saved = Awaited<ReturnType<Desk['save']>>;

function medians(saves: readonly Saved[]) {
  const of = (value: (saved: Saved) => number) => rounded(saves.map(value).sort((a, b) => a - b)[saves.length >> 1]!);
  return {
    saveMs: of(({ saveMs }) => saveMs),
    rulesMs: of(({ rulesMs }) => rulesMs),
    totalMs: of(({ saveMs, rulesMs }) => saveMs + rulesMs),
  };
}

function usOf<T>(all: readonly T[], work: (each: T) => unknown): number {
  const start = performance.now();
  for (const each of all) work(each);
  return ((performance.now() - start) * 1_000) / all.length;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
