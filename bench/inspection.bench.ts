import { join } from 'node:path';
import { Dice } from '#libs/kernel/dice';
import { WordList } from '#libs/quality-rules/words/word-list';
import { judgedConduct } from './inspection/conduct/conducts.js';
import { dialogues, type Language } from './inspection/dialogues.js';
import { judged } from './inspection/judged.js';
import { alertsOfLiveChats } from './inspection/live.js';
import { heldOutAnger, planted, plantedSetting } from './inspection/planted.js';
import { missed, pace, searchers } from './inspection/speed.js';
import { generatedWords } from './inspection/words.js';
import { halfOf } from '../tools/emotion/sayings.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';

const FOLDER = join('..', 'shared', 'data');
const SEED = 7;
const DRAWS = [1, 2, 3, 4, 5];
const WORDS = 50_000;
/** What people feel is said in more words than a table has. */
const FEELINGS = new Set(['worry', 'gratitude']);
const LANGUAGES: readonly Language[] = ['chinese', 'english'];

/** How fast tens of thousands of words are found in dialogues, beside a peer and a plain loop; how well rules find what was planted. */
export const bench: Bench = async (args) => {
  const folder = args.find((each) => !each.startsWith('--')) ?? FOLDER;
  const ms = args.includes('--smoke') ? 150 : 3_000;
  const spoken = LANGUAGES.map((language) => ({ language, dialogues: dialogues(folder, language) }));
  const texts = new Map(spoken.map(({ language, dialogues }) => [language, dialogues.flat().map(({ text }) => text)]));
  const words = generatedWords([...texts.values()].flat(), WORDS, new Dice(SEED));
  const all = searchers(words);
  const speeds = LANGUAGES.map((language) => {
    const [list, full, peer, naive] = [all.list, all.full, all.peer, all.naive].map((each) => {
      pace(each, texts.get(language)!, ms / 3);
      return pace(each, texts.get(language)!, ms);
    });
    const times = (other: typeof list) => ratio(list!.charactersPerSecond, other!.charactersPerSecond);
    const row = {
      language,
      list: list!,
      full: full!,
      peer: peer!,
      naive: naive!,
      perPeer: times(peer),
      perNaive: times(naive),
    };
    console.log(`  ${JSON.stringify(row)}`);
    return row;
  });
  const rules = spoken.map(({ language, dialogues }) => {
    const row = { language, ...judged(planted(dialogues, language, new Dice(SEED)), plantedSetting(language)) };
    console.log(`  ${JSON.stringify(row)}`);
    return row;
  });
  const anger = spoken.map(({ language, dialogues }) => {
    const heldOut = dialogues.filter(([first]) => first !== undefined && halfOf(first.text) === 'held-out');
    const setting = plantedSetting(language);
    const rules = setting.rules.filter(({ id }) => id === 'anger');
    const sample = DRAWS.flatMap((seed) => planted(heldOut, language, new Dice(seed), [heldOutAnger(language)]));
    const row = { language, ...judged(sample, { ...setting, rules }) };
    console.log(`  ${JSON.stringify({ heldOut: row })}`);
    return row;
  });
  const conduct = spoken.map(({ language, dialogues }) => {
    const row = { language, rules: judgedConduct(dialogues, language, DRAWS) };
    console.log(`  ${JSON.stringify({ conduct: row })}`);
    return row;
  });
  const build = Object.fromEntries(Object.entries(all).map(([name, { buildMs }]) => [name, buildMs]));
  const size = new WordList(words.map((text) => ({ text, category: 'generated' }))).size;
  const mebibytes = Number((size / 2 ** 20).toFixed(1));
  const live = await alertsOfLiveChats(
    spoken[0]!.dialogues.slice(0, args.includes('--smoke') ? 10 : 150),
    new Dice(SEED),
  );
  console.log(`  ${JSON.stringify({ live })}`);
  return {
    results: { words: words.length, buildMs: build, mebibytes, speeds, rules, anger, conduct, live },
    targets: [
      ...speeds.flatMap(({ language, list, full, perPeer, perNaive }) => [
        atLeast(`${language}: MB per second`, list.mbPerSecond, 10),
        atLeast(`${language}: MB per second, with variants and by sound`, full.mbPerSecond, 10),
        atLeast(`${language}: characters in the time of one of the peer`, perPeer, 1),
        atLeast(`${language}: characters in the time of one of a plain loop`, perNaive, 100),
      ]),
      atMost('ms to build the list', build.list!, 1_000),
      atMost('MiB of the list', mebibytes, 32),
      atMost('words the peer finds and we do not', missed(words, texts.get('chinese')!), 0),
      ...rules.flatMap(({ language, rules: each }) =>
        Object.entries(each).flatMap(([rule, { precision, recall }]) => [
          atLeast(`${language}: precision of ${rule}`, precision, rule === 'anger' ? 0.6 : 0.95),
          atLeast(`${language}: recall of ${rule}`, recall, rule === 'anger' ? 0.7 : 0.95),
        ]),
      ),
      ...anger.flatMap(({ language, rules: { anger: each } }) => [
        atLeast(`${language}: precision of anger, held out`, each!.precision, 0.8),
        atLeast(`${language}: recall of anger, held out`, each!.recall, 0.7),
      ]),
      ...conduct.flatMap(({ language, rules: each }) =>
        Object.entries(each).flatMap(([rule, { precision, recall }]) => [
          atLeast(`${language}: precision of ${rule}`, precision, FEELINGS.has(rule) ? 0.75 : 0.95),
          atLeast(`${language}: recall of ${rule}`, recall, FEELINGS.has(rule) ? 0.7 : 0.95),
        ]),
      ),
      atLeast('live chats: alerts of what was planted', live.alerted, live.planted),
      atMost('live chats: ms from a message to its alert, 99 of 100', live.alertMs.p99, 1_000),
    ],
  };
};

function ratio(value: number, base: number): number {
  return Number((value / base).toPrecision(3));
}
