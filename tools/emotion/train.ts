import { writeFileSync } from 'node:fs';
import { Anger } from '#libs/quality-rules/inspection/emotion/anger';
import { dialogues } from '../../bench/inspection/dialogues.js';
import { decided } from './decided.js';
import type { Taught } from './learnt-from.js';
import { halfOf, sayings, type Half, type Language } from './sayings.js';
import { written } from './written.js';

const LANGUAGES: readonly Language[] = ['chinese', 'english'];
const HALVES: readonly Half[] = ['taught', 'held-out'];
const FILE = 'libs/quality-rules/inspection/emotion/anger-weights.ts';
const LIKELY = 0.5;

/** `npm run train:emotion -- [folder]`: learns what anger is told by from one half of the sayings and of the folder's dialogues, and says how right it is on both. */
const folder = process.argv[2] ?? '../shared/data';
const taughtIn = (language: Language) => [...said(language, 'taught'), ...ordinary(language, 'taught')];
const learnt = decided({ chinese: taughtIn('chinese'), english: taughtIn('english') });
writeFileSync(FILE, written(learnt));
const anger = new Anger(learnt);
for (const half of HALVES) for (const language of LANGUAGES) console.log(JSON.stringify(measured(half, language)));

function said(language: Language, half: Half): Taught[] {
  return sayings('anger', language, half).map(({ text, isFelt }) => ({ text, angry: isFelt, from: 'sayings' }));
}

/** What customers of the dialogues say: nobody marked them, they count as not angry. */
function ordinary(language: Language, half: Half): Taught[] {
  return dialogues(folder, language)
    .filter((turns) => turns.length > 0 && halfOf(turns[0]!.text) === half)
    .flat()
    .filter(({ speaker }) => speaker === 'customer')
    .map(({ text }) => ({ text, angry: false, from: 'dialogues' }));
}

function measured(half: Half, language: Language) {
  const likely = ({ text }: Taught) => anger.in(text).likelihood >= LIKELY;
  const all = said(language, half);
  const found = all.filter(likely);
  const right = found.filter(({ angry }) => angry).length;
  const turns = ordinary(language, half);
  return {
    ...{ half, language, sayings: all.length },
    precision: Number((right / found.length).toFixed(3)),
    recall: Number((right / all.filter(({ angry }) => angry).length).toFixed(3)),
    ...{ turnsOfDialogues: turns.length, foundInThem: turns.filter(likely).length },
  };
}
