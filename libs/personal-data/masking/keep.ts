/** What stands for everything that is hidden: never as long as what it hides. */
export const STARS = '****';
const HIDDEN_AT_LEAST = 4;

/** How many characters a mask shows in front and at the end. */
export interface Shown {
  readonly head: number;
  readonly tail: number;
}

/**
 * Head, stars and tail. Where less than four characters would be hidden less is shown, of the head first; of what is no longer
 * than that nothing is.
 */
export function keep(text: string, { head, tail }: Shown, stars: string = STARS): string {
  const characters = [...text];
  const spare = Math.max(0, characters.length - HIDDEN_AT_LEAST);
  const end = Math.min(tail, spare);
  const front = Math.min(head, spare - end);
  return characters.slice(0, front).join('') + stars + characters.slice(characters.length - end).join('');
}
