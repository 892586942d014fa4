import { readFileSync } from 'node:fs';
import loadHighs from 'highs';
import { Dice } from '#libs/kernel/dice';
import { judgeRoster } from './check-roster.js';
import { readProblem } from './published-format.js';
import { solveRoster } from './solve-roster.js';
const highs = await loadHighs();
const n = Number(process.argv[2]),
  sec = Number(process.argv[3]);
const p = readProblem(readFileSync(`../shared/data/roster/Instance${n}.txt`, 'utf8'));
const t = performance.now();
const at = () => ((performance.now() - t) / 1000).toFixed(1);
let last = Infinity,
  lastStep = '';
let best;
for (const s of solveRoster(p, { highs, dice: new Dice(1), left: () => sec - (performance.now() - t) / 1000 })) {
  if (s.cost < last || s.step !== lastStep) console.log(at(), s.step, s.cost, s.bound.toFixed(1));
  last = s.cost;
  lastStep = s.step;
  best = s;
}
const j = judgeRoster(p, best!.roster);
console.log('end', at(), best!.cost, best!.bound, j.cost, j.violations.length);
