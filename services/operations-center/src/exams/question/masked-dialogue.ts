import { domainError } from '#libs/kernel/domain-error';
import { maskName } from '#libs/personal-data/masking/names';
import type { MaskingRules } from '#libs/personal-data/masking/masking-rules';
import { maskText } from '#libs/personal-data/masking/text';
import type { DialogueTurn } from '#libs/quality-rules/exam/question';

export class DialogueNotMasked extends domainError('exam-dialogue-not-masked', 'invalid') {}

/**
 * A dialogue as it may be shown to everybody: numbers, addresses and these names are masked, and then looked for once more.
 * @throws DialogueNotMasked when something in clear is left
 */
export function maskedDialogue(
  turns: readonly DialogueTurn[],
  names: readonly string[],
  rules: MaskingRules,
): DialogueTurn[] {
  const masked = turns.map(({ speaker, text }) => ({ speaker, text: masksIn(text, names, rules) }));
  const left = masked.findIndex(({ text }) => hasClear(text, names, rules));
  if (left < 0) return masked;
  throw new DialogueNotMasked('Something personal in it cannot be masked.', { facts: { turn: left } });
}

function masksIn(text: string, names: readonly string[], rules: MaskingRules): string {
  const longestFirst = names.toSorted((one, other) => other.length - one.length);
  const named = longestFirst.reduce((sum, name) => replaced(sum, name, maskName(name)), text.normalize('NFKC'));
  return maskText(named, rules);
}

function hasClear(text: string, names: readonly string[], rules: MaskingRules): boolean {
  const lower = text.toLowerCase();
  return maskText(text, rules) !== text || names.some((name) => lower.includes(name.normalize('NFKC').toLowerCase()));
}

/** However it is capitalised. */
function replaced(text: string, name: string, mask: string): string {
  const plain = name.normalize('NFKC').replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return text.replaceAll(new RegExp(plain, 'giu'), () => mask);
}
