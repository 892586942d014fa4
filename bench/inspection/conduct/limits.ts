import type { LimitedMeasure } from '#libs/quality-rules/inspection/rule';
import type { Speaker, Turn } from '#libs/quality-rules/transcript/turn';
import { later, turnsOf, type Conduct, type Scene } from './scene.js';

const MS_PER_CHARACTER = 400;
const SHORTEST_MS = 5_000;
const RESPONSE_MS = 30_000;
const SILENCE_MS = 20_000;
const INTERRUPTION_MS = 2_000;
const HOLD_MS = 60_000;
const WORDS_PER_MINUTE = 240;
/** Eight words: four Chinese characters, two of an alphabet, two numbers. */
const EIGHT_WORDS = 'iPhone 15 您好，model 12 可以。';

/** How long and how fast, just beyond what is allowed and just not. */
export function limits(): Conduct[] {
  const [response, silence, interruption] = [RESPONSE_MS, SILENCE_MS, INTERRUPTION_MS];
  return [
    limit(
      ...(['response', response] as const),
      [answered('agent', response * 1.1), asksAgain(response * 0.6)],
      [answered('agent', response * 0.9), answered('customer', response * 1.1), asksAgain(response * 0.3)],
    ),
    limit(
      ...(['silence', silence] as const),
      [answered('agent', silence * 1.1), answered('customer', silence * 1.1)],
      [answered('agent', silence * 0.9), answered('customer', silence * 0.9), waits(silence * 1.1, 'hold')],
    ),
    limit(
      ...(['interruption', interruption] as const),
      [answered('agent', -interruption * 1.1)],
      [answered('agent', -interruption * 0.9), answered('customer', -interruption * 1.1)],
    ),
    limit(
      ...(['hold', HOLD_MS] as const),
      [waits(HOLD_MS * 1.05, 'hold')],
      [waits(HOLD_MS * 0.95, 'hold'), waits(HOLD_MS * 1.05, 'notice'), answered('customer', HOLD_MS * 1.1)],
    ),
    limit(
      ...(['words-per-minute', WORDS_PER_MINUTE] as const),
      [speaks('agent', WORDS_PER_MINUTE * 1.1)],
      [speaks('agent', WORDS_PER_MINUTE * 0.9), speaks('customer', WORDS_PER_MINUTE * 1.5)],
    ),
  ];
}

function limit(measure: LimitedMeasure, atMost: number, breaks: Scene[], keeps: Scene[]): Conduct {
  const rules = [{ id: measure, severity: 'minor', kind: 'limit', measure, atMost } as const];
  return { id: measure, rules, cleared: unhurried, breaks, keeps };
}

/** Each turn as long as it takes to say it slowly, one right behind the other. */
function unhurried(turns: readonly Turn[]): Turn[] {
  let at = 0;
  return turns.map((turn) => {
    const from = at;
    at += Math.max(SHORTEST_MS, [...turn.text].length * MS_PER_CHARACTER);
    return { ...turn, from, to: at };
  });
}

/** A turn of the speaker begins so many ms after the other's has ended; before, when that is less than 0. */
function answered(by: Speaker, ms: number): Scene {
  return (turns, dice) => {
    const answers = turnsOf(turns, by).filter((at) => at > 0 && turns[at - 1]!.speaker !== by);
    return later(turns, dice.oneOf(answers), ms);
  };
}

/** The customer says something twice, and is answered as long after the second time as that is after the first. */
function asksAgain(ms: number): Scene {
  return (turns, dice) => {
    const answers = turnsOf(turns, 'agent').filter((at) => at > 0 && turns[at - 1]!.speaker === 'customer');
    const at = dice.oneOf(answers);
    const { to } = turns[at - 1]!;
    const again: Turn = { speaker: 'customer', text: '?', from: to + ms, to: to + ms };
    return [...turns.slice(0, at), again, ...later(turns, at, 2 * ms).slice(at)];
  };
}

/** The system has a turn of so many ms. */
function waits(ms: number, why: 'hold' | 'notice'): Scene {
  return (turns, dice) => {
    const at = 1 + dice.below(turns.length - 1);
    const { to: from } = turns[at - 1]!;
    const turn: Turn = { speaker: 'system', text: '', from, to: from + ms, ...(why === 'hold' && { hold: true }) };
    return [...turns.slice(0, at), turn, ...later(turns, at, ms).slice(at)];
  };
}

/** The speaker says so many words a minute in one turn. */
function speaks(by: Speaker, wordsPerMinute: number): Scene {
  return (turns, dice) => {
    const at = dice.oneOf(turnsOf(turns, by));
    const times = 1 + dice.below(5);
    const { from, to } = turns[at]!;
    const ms = (8 * times * 60_000) / wordsPerMinute;
    const turn: Turn = { speaker: by, text: EIGHT_WORDS.repeat(times), from, to: from + ms };
    return [...turns.slice(0, at), turn, ...later(turns, at + 1, Math.ceil(from + ms - to)).slice(at + 1)];
  };
}
