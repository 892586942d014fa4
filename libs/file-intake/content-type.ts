import { isUtf8 } from 'node:buffer';

/** So much of a file is enough to tell its type, if it can be told at all. */
export const HEAD_BYTES = 4_096;

const OOXML = 'application/vnd.openxmlformats-officedocument.';
const ODF = 'application/vnd.oasis.opendocument.';

/**
 * How files begin: https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern, ISO 32000-1 §7.5.2. At most one of
 * them fits.
 */
const BEGINNINGS: readonly (readonly [type: string, begins: (head: Buffer) => boolean])[] = [
  ['image/png', at(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['image/jpeg', at(0, 0xff, 0xd8, 0xff)],
  ['image/gif', at(0, 0x47, 0x49, 0x46, 0x38)],
  ['image/webp', (head) => at(0, 0x52, 0x49, 0x46, 0x46)(head) && at(8, 0x57, 0x45, 0x42, 0x50)(head)],
  ['application/pdf', at(0, 0x25, 0x50, 0x44, 0x46, 0x2d)],
];

const ZIP = at(0, 0x50, 0x4b, 0x03, 0x04);
const PARTS = {
  'word/': 'wordprocessingml.document',
  'xl/': 'spreadsheetml.sheet',
  'ppt/': 'presentationml.presentation',
};
const EXTENSIONS: Readonly<Record<string, string>> = {
  docx: PARTS['word/'],
  xlsx: PARTS['xl/'],
  pptx: PARTS['ppt/'],
};
const OOXML_FIRST = /^(\[Content_Types\]\.xml|_rels\/|docProps\/|word\/|xl\/|ppt\/)/;

/** What a file is by its first {@link HEAD_BYTES} bytes; its name says no more than which kind of office document. Undefined: unknown. */
export function contentTypeOf(head: Buffer, name: string): string | undefined {
  const [type] = BEGINNINGS.find(([, begins]) => begins(head)) ?? [];
  if (type !== undefined) return type;
  return ZIP(head) ? officeTypeOf(head, name) : isText(head) ? 'text/plain' : undefined;
}

/** The first entry of the archive tells (APPNOTE 4.3.7): ODF 1.2 part 3 §3.3 puts its type there, ECMA-376 its parts. */
function officeTypeOf(head: Buffer, name: string): string | undefined {
  const nameEnd = 30 + head.readUInt16LE(26);
  const first = head.toString('latin1', 30, nameEnd);
  if (first === 'mimetype') {
    const content = head.toString('latin1', nameEnd + head.readUInt16LE(28)).match(/^[\w./-]+?(?=PK|$)/)?.[0] ?? '';
    return content.startsWith(ODF) ? content : undefined;
  }
  if (!OOXML_FIRST.test(first)) return undefined;
  const text = head.toString('latin1');
  const part = Object.entries(PARTS).find(([folder]) => text.includes(folder))?.[1];
  const kind = part ?? EXTENSIONS[name.split('.').at(-1)!.toLowerCase()];
  return kind && OOXML + kind;
}

/** UTF-8 without control characters; a character may be cut at the end. */
function isText(head: Buffer): boolean {
  if (head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte))) return false;
  const cuts = head.length < HEAD_BYTES ? [0] : [0, 1, 2, 3];
  return cuts.some((cut) => isUtf8(head.subarray(0, head.length - cut)));
}

function at(offset: number, ...bytes: number[]) {
  const pattern = Buffer.from(bytes);
  return (head: Buffer) => head.subarray(offset, offset + pattern.length).equals(pattern);
}
