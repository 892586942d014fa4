import { Refusal } from '#libs/web/http/problem';

/**
 * What two readers of one path could read differently: encoded slashes, backslashes and nulls – also encoded twice or more
 * often, as are dots and line ends –, empty and dot segments, also with parameters after them, fragments, bytes that should
 * have been encoded.
 */
const AMBIGUOUS =
  /%(?:2f|5c|0[0-9a-f]|1[0-9a-f]|7f)|%(?:25)+(?:2[ef]|5c|0[0-9a-f])|\\|\/\/|\/(?:\.|%2e){1,2}(?:[/;]|%3b|$)|[^\x21-\x7e]|#/i;

/** @throws Refusal 400 unless the path means the same to everybody. */
export function requireClearPath(target: string): void {
  const query = target.indexOf('?');
  const path = query === -1 ? target : target.slice(0, query);
  if (path.startsWith('/') && !AMBIGUOUS.test(path) && isDecodable(path)) return;
  throw new Refusal(400, 'path-malformed', 'The path is ambiguous or not encoded as it should be.');
}

function isDecodable(path: string): boolean {
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
