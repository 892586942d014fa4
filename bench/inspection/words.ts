import type { Dice } from '#libs/kernel/dice';

/**
 * Words made of what the texts are made of, so that they nearly match everywhere: half of them two to five of their Chinese
 * characters, half an English word with a letter changed, or two in a row.
 */
export function generatedWords(texts: readonly string[], count: number, dice: Dice): string[] {
  const whole = texts.join('\n');
  const characters = whole.match(/\p{Script=Han}/gu) ?? [];
  const english = [...new Set(whole.toLowerCase().match(/[a-z]{4,}/g))];
  const words = new Set<string>();
  while (words.size < count / 2) {
    words.add(Array.from({ length: 2 + dice.below(4) }, () => dice.oneOf(characters)).join(''));
  }
  while (words.size < count) {
    const word = dice.oneOf(english);
    const at = dice.below(word.length);
    const letter = String.fromCharCode(97 + dice.below(26));
    words.add(dice.below(2) === 0 ? word.slice(0, at) + letter + word.slice(at + 1) : `${word} ${dice.oneOf(english)}`);
  }
  return [...words];
}
