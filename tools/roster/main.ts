import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judgeRoster } from '#libs/workforce/roster/check-roster';
import { readProblem, writeRoster } from '#libs/workforce/roster/published-format';
import { search } from '#libs/roster-search/search';

const USAGE = `npm run roster -- <instance.txt> --seconds N [--seed N] [--out roster.txt]

Who works which shift when: searches for N seconds (600) on all cores, prints what it finds on the way, and one JSON object at the end. The
roster is checked by rules that know nothing of the search; the exit code is 1 when one is broken, or when there is none.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const [path] = positionals;
const seconds = Number(values.seconds);
if (path === undefined || positionals.length > 1 || !(seconds > 0)) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

const problem = readProblem(readFileSync(path, 'utf8'));
const begun = performance.now();
const elapsed = () => Math.round((performance.now() - begun) / 100) / 10;
const best = await search(problem, { seconds, seed: Number(values.seed) }, ({ cost, bound }, step) =>
  process.stderr.write(`${elapsed()} s  ${step}: ${cost}, at least ${bound === -Infinity ? '–' : bound}\n`),
);
const judgement = best && judgeRoster(problem, best.roster);
if (best && values.out !== undefined) writeFileSync(values.out, `${writeRoster(problem, best.roster)}\n`);
const sound = judgement !== undefined && judgement.violations.length === 0 && judgement.cost === best!.cost;
process.stdout.write(
  `${JSON.stringify({
    instance: path,
    ...{ employees: problem.employees.length, days: problem.days, shifts: problem.shifts.length },
    cost: best?.cost ?? null,
    bound: best && best.bound > -Infinity ? best.bound : null,
    gap: best && best.bound > -Infinity ? Math.round(((best.cost - best.bound) / best.cost) * 1e6) / 1e6 : null,
    ...{ seconds: elapsed(), threads: best?.threads ?? 0 },
    verified: judgement && { ...judgement, costAgrees: judgement.cost === best.cost },
  })}\n`,
);
process.exitCode = sound ? 0 : 1;
