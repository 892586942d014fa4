const MIB = 1024 * 1024;

interface Allowed {
  /** At most. */
  readonly bytes: number;
  /** How such a file begins (https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern and the formats themselves). */
  readonly begins: (content: Buffer) => boolean;
}

const from = (offset: number, ...bytes: number[]) => {
  const pattern = Buffer.from(bytes);
  return (content: Buffer) => content.subarray(offset, offset + pattern.length).equals(pattern);
};
const RIFF = from(0, 0x52, 0x49, 0x46, 0x46);
const WEBP = from(8, 0x57, 0x45, 0x42, 0x50);
const MP4 = from(4, 0x66, 0x74, 0x79, 0x70);

/** What browsers show without running anything in it: no SVG, no HTML. */
const ALLOWED: Readonly<Record<string, Allowed>> = {
  'image/png': { bytes: 8 * MIB, begins: from(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  'image/jpeg': { bytes: 8 * MIB, begins: from(0, 0xff, 0xd8, 0xff) },
  'image/gif': { bytes: 8 * MIB, begins: from(0, 0x47, 0x49, 0x46, 0x38) },
  'image/webp': { bytes: 8 * MIB, begins: (content) => RIFF(content) && WEBP(content) },
  'application/pdf': { bytes: 9 * MIB, begins: from(0, 0x25, 0x50, 0x44, 0x46, 0x2d) },
  'audio/mp4': { bytes: 9 * MIB, begins: MP4 },
  'video/mp4': { bytes: 9 * MIB, begins: MP4 },
  'audio/ogg': { bytes: 9 * MIB, begins: from(0, 0x4f, 0x67, 0x67, 0x53) },
};

export const CONTENT_TYPES = Object.keys(ALLOWED);

/** How many bytes a file of this type may have; undefined when it is not taken, or the content is something else. */
export function allowedBytes(type: string, content: Buffer): number | undefined {
  if (!Object.hasOwn(ALLOWED, type)) return undefined;
  const { bytes, begins } = ALLOWED[type]!;
  return begins(content) ? bytes : undefined;
}
