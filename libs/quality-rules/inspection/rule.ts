import type { Phase, PhaseRule } from '../transcript/phases.js';
import type { Speaker } from '../transcript/turn.js';
import type { CharacterTable } from '../words/folding.js';
import type { Span } from '../words/span.js';
import type { WordFinder } from '../words/word-finder.js';
import type { Emotion } from './emotion/emotion-words.js';
import type { Phrase } from './phrase.js';
import type { Secret } from './secrets.js';

export type Severity = 'hint' | 'minor' | 'major' | 'fatal';

interface Ruled {
  readonly id: string;
  readonly severity: Severity;
}

/** No word of a list may be said. */
export interface ForbiddenWordsRule extends Ruled {
  readonly kind: 'forbidden-words';
  readonly list: string;
  /** All categories of the list when not said. */
  readonly categories?: readonly string[];
  readonly speaker: Speaker;
}

/** A finding wherever any of the phrases is said: a promise made, say, or a complaint threatened. */
export interface SaidRule extends Ruled {
  readonly kind: 'said';
  readonly phrases: readonly Phrase[];
  readonly speaker: Speaker;
}

/** One of the phrases has to be said by the agent; every bound that is given has to be kept. */
export interface RequiredPhraseRule extends Ruled {
  readonly kind: 'required-phrase';
  readonly phrases: readonly Phrase[];
  readonly phase?: Phase;
  /** Among the first turns of the agent. */
  readonly withinTurns?: number;
  /** Begun this many ms after the conversation began, at the latest. */
  readonly withinMs?: number;
}

/** The agent may say none of `phrases` before `firstBy` has said one of `first`. */
export interface OrderRule extends Ruled {
  readonly kind: 'order';
  readonly first: readonly Phrase[];
  readonly firstBy: Speaker;
  readonly phrases: readonly Phrase[];
}

/** The agent may give no numbers of these kinds away. */
export interface SecretsRule extends Ruled {
  readonly kind: 'secrets';
  readonly secrets: readonly Secret[];
}

export type LimitedMeasure = 'response' | 'silence' | 'interruption' | 'words-per-minute' | 'hold';

/** A finding at each turn whose measure is more; in ms, or words in a minute. */
export interface LimitRule extends Ruled {
  readonly kind: 'limit';
  readonly measure: LimitedMeasure;
  readonly atMost: number;
}

/** A finding at each turn of the speaker in which the emotion is at least as likely. */
export interface EmotionRule extends Ruled {
  readonly kind: 'emotion';
  readonly emotion: Emotion;
  readonly speaker: Speaker;
  /** 0 to 1. */
  readonly atLeast: number;
}

/** One thing that has to be said, in any of these words. */
export interface Fact {
  readonly name: string;
  readonly phrases: readonly Phrase[];
}

/** When the customer asks about something, the agent has to say the facts of it, and nothing that contradicts them. */
export interface AnswerRule extends Ruled {
  readonly kind: 'answer';
  readonly asked: readonly Phrase[];
  readonly facts: readonly Fact[];
  readonly contradictions: readonly Phrase[];
  /** In so many turns of the agent after the question. */
  readonly withinTurns: number;
}

/** What is known of a conversation or a ticket besides what was said. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A condition in FEEL over `findings` of the other kinds (rule, severity, turn), `turns`, `talkRatio` and `facts`. Judged at the end;
 * a `live` one after every turn too, and once found it stays.
 */
export interface CombinedRule extends Ruled {
  readonly kind: 'combined';
  readonly when: string;
  readonly live?: true;
}

export type InspectionRule =
  | ForbiddenWordsRule
  | SaidRule
  | RequiredPhraseRule
  | OrderRule
  | SecretsRule
  | LimitRule
  | EmotionRule
  | AnswerRule
  | CombinedRule;

/** What rules are judged with. */
export interface InspectionSetting {
  readonly rules: readonly InspectionRule[];
  readonly lists: ReadonlyMap<string, WordFinder>;
  readonly phases: PhaseRule;
  /** For phrases; word lists have their own. */
  readonly characters?: CharacterTable;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The turn it is about; null: the conversation, for what was never said. */
  readonly turn: number | null;
  /** The words of the turn it rests on; null: the turn as a whole. */
  readonly span: Span | null;
  /** Which word of a list, which kind of secret, which fact of an answer, or null. */
  readonly of: string | null;
  /** What was measured: ms, words in a minute, or how likely an emotion is. */
  readonly measured: number | null;
}
