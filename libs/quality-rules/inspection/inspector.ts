import { checkTurn, type Turn } from '../transcript/turn.js';
import { holds } from './condition.js';
import { PhrasePattern, type Phrase } from './phrase.js';
import type { CombinedRule, Facts, Finding, InspectionRule, InspectionSetting } from './rule.js';
import { finding, type Watch } from './watch.js';
import { answer } from './watch-answer.js';
import { emotion } from './emotion/watch-emotion.js';
import { order } from './watch-order.js';
import { requiredPhrase } from './watch-required.js';
import { forbiddenWords, limit, said, secrets } from './watch-turns.js';

/** Follows one conversation, turn by turn; what it has found in the end is what `inspect` finds in the whole. */
export class Inspector {
  private readonly turns: Turn[] = [];
  private readonly found: Finding[] = [];
  private readonly combinedFound: Finding[] = [];
  private readonly watches: readonly Watch[];
  private readonly combined: readonly CombinedRule[];
  private ended = false;

  /** @throws RangeError when a rule names a list that is not there, or has a phrase or a condition that says nothing. */
  constructor(
    setting: InspectionSetting,
    private readonly facts: Facts = {},
  ) {
    this.watches = setting.rules.flatMap((rule) => (rule.kind === 'combined' ? [] : [watchOf(rule, setting)]));
    this.combined = setting.rules.filter((rule) => rule.kind === 'combined');
    for (const rule of this.combined) holds(rule, [], [], facts);
  }

  /** In the order in which they were found. */
  get findings(): readonly Finding[] {
    return [...this.found, ...this.combinedFound];
  }

  /**
   * What is new with a turn.
   * @throws RangeError when the turn does not follow those before, or the conversation has ended.
   */
  add(turn: Turn): Finding[] {
    if (this.ended) throw new RangeError('the conversation has ended');
    checkTurn(turn, this.turns.at(-1));
    this.turns.push(turn);
    const fresh = this.watches.flatMap((watch) => watch.add(this.turns));
    this.found.push(...fresh);
    const live = this.combined.filter((rule) => rule.live === true);
    return [...fresh, ...this.judged(live, this.turns.length - 1)];
  }

  /** What is new because nothing more comes. */
  end(): Finding[] {
    if (this.ended) return [];
    this.ended = true;
    const fresh = this.watches.flatMap((watch) => watch.end?.(this.turns) ?? []);
    this.found.push(...fresh);
    return [...fresh, ...this.judged(this.combined, null)];
  }

  private judged(rules: readonly CombinedRule[], turn: number | null): Finding[] {
    const open = rules.filter(({ id }) => !this.combinedFound.some(({ rule }) => rule === id));
    const fresh = open
      .filter((rule) => holds(rule, this.found, this.turns, this.facts))
      .map((rule) => finding(rule, { turn }));
    this.combinedFound.push(...fresh);
    return fresh;
  }
}

/**
 * Judges a whole conversation.
 * @throws RangeError as the inspector does.
 */
export function inspect(turns: readonly Turn[], setting: InspectionSetting, facts?: Facts): readonly Finding[] {
  const inspector = new Inspector(setting, facts);
  for (const turn of turns) inspector.add(turn);
  inspector.end();
  return inspector.findings;
}

function watchOf(rule: Exclude<InspectionRule, CombinedRule>, setting: InspectionSetting): Watch {
  const patterns = (phrases: readonly Phrase[]) =>
    phrases.map((phrase) => new PhrasePattern(phrase, setting.characters));
  switch (rule.kind) {
    case 'forbidden-words':
      return forbiddenWords(rule, setting.lists);
    case 'said':
      return said(rule, patterns(rule.phrases));
    case 'required-phrase':
      return requiredPhrase(rule, patterns(rule.phrases), setting.phases);
    case 'order':
      return order(rule, patterns(rule.first), patterns(rule.phrases));
    case 'secrets':
      return secrets(rule);
    case 'limit':
      return limit(rule);
    case 'emotion':
      return emotion(rule);
    case 'answer':
      return answer(rule, patterns);
  }
}
