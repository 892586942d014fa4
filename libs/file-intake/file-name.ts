/** Bytes of a name that may end up in a header and on any disk. */
const LONGEST = 150;
/** Controls, what turns the direction of writing round, and what paths and shells are made of. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"*:<>?|\\/]/g;

/** The last part of whatever was given as a name, harmless wherever it is saved; `file` when nothing is left. */
export function safeFileName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1)!;
  const clean = last.replace(UNSAFE, '').replace(/^[.\s]+|[.\s]+$/g, '');
  if (clean === '') return 'file';
  const [, stem = clean, extension = ''] = /^(.*?)(\.\w{1,10})?$/.exec(clean) ?? [];
  return (
    Array.from(stem)
      .slice(0, LONGEST - extension.length)
      .join('') + extension
  );
}

/** RFC 6266 §4: a name for those who read only ASCII, and the name itself (RFC 8187). */
export function dispositionOf(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
