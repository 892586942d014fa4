import { maskText } from '#libs/personal-data/masking/text';
import { DEFAULT_RULES } from '#libs/personal-data/masking/masking-rules';

// Every repetition has an end: whoever writes the text must not make it cost more than its length.
/** Of the address of a page or route: what people type and what tells who they are stands behind it. */
const QUERY = /((?:[a-z][a-z0-9+.-]{0,20}:\/|\/)[^\s?#"'<>()]{0,300})[?#][^\s"'<>()]*/gi;
const TOKEN = /\bey[\w-]{8,400}\.[\w-]+(?:\.[\w-]*)?|\b(?:bearer|basic)\s{1,5}[\w.~+/=-]{6,}/gi;
const NAMED =
  /((?:pass(?:word|wd)?|secret|token|api[-_]?key|authorization)["']?\s{0,5}[:=]\s{0,5})("[^"]{0,400}"|'[^']{0,400}'|[^\s,;&}]+)/gi;
const GONE = '[redacted]';

/** What a client says without numbers and addresses of people, secrets, and what stood behind addresses of pages. */
export function harmless(text: string): string {
  const without = text.replace(QUERY, '$1').replace(TOKEN, GONE).replace(NAMED, `$1${GONE}`);
  return maskText(without, DEFAULT_RULES);
}

/** A path of the application: nothing behind it. */
export function harmlessPage(page: string): string {
  return harmless(page.replace(/[?#].*$/s, ''));
}
