/** Telephone numbers and what is as long, not within a word; addresses of e-mail. */
const PERSONAL =
  /(?<![\p{Script=Latin}\d])\+?\d(?:[ ()./-]{0,2}\d){6,}(?!\p{Script=Latin})|[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;

/** Without what leads to a person. */
export function masked(text: string): string {
  return text.replaceAll(PERSONAL, '***');
}
