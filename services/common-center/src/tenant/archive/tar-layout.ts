import type { ByteRange } from '#libs/object-storage/blob-store';

const BLOCK = 512;
const LONGEST_NAME = 100;
const LONGEST_FOLDER = 155;
/** The most that eleven octal digits say; what is larger is said in bytes (GNU tar). */
const LARGEST_OCTAL = 8 ** 11 - 1;

/** A file within. */
export interface TarEntry {
  readonly name: string;
  readonly bytes: number;
}

/** A piece of a tar: some bytes themselves, or a part of the content of an entry. */
type TarPiece<Entry> = { readonly bytes: Buffer } | { readonly entry: Entry; readonly range: ByteRange };

/** Where everything stands in a tar (POSIX ustar, IEEE Std 1003.1-1988) of these files, so that it can be read from anywhere on. */
export class TarLayout<Entry extends TarEntry> {
  /** Of the whole. */
  readonly bytes: number;
  readonly #parts: { readonly from: number; readonly bytes: number; readonly of: Entry | Buffer }[] = [];

  /** @param writtenAt when all of it was last changed */
  constructor(entries: readonly Entry[], writtenAt: Date) {
    let from = 0;
    const add = (of: Entry | Buffer, bytes: number) => {
      if (bytes > 0) this.#parts.push({ from, bytes, of });
      from += bytes;
    };
    for (const entry of entries) {
      add(headerOf(entry, writtenAt), BLOCK);
      add(entry, entry.bytes);
      const padding = (BLOCK - (entry.bytes % BLOCK)) % BLOCK;
      add(Buffer.alloc(padding), padding);
    }
    add(Buffer.alloc(2 * BLOCK), 2 * BLOCK);
    this.bytes = from;
  }

  /** In their order. */
  pieces({ from, to }: ByteRange): TarPiece<Entry>[] {
    return this.#parts.flatMap((part) => {
      const range = { from: Math.max(from - part.from, 0), to: Math.min(to - part.from, part.bytes - 1) };
      if (range.from > range.to) return [];
      return [
        Buffer.isBuffer(part.of) ? { bytes: part.of.subarray(range.from, range.to + 1) } : { entry: part.of, range },
      ];
    });
  }
}

function headerOf({ name, bytes }: TarEntry, writtenAt: Date): Buffer {
  const header = Buffer.alloc(BLOCK);
  const [folder, file] = splitName(name);
  header.write(file, 0, 'utf8');
  header.write('0000600\0' + '0000000\0' + '0000000\0', 100, 'latin1');
  writeSize(header, bytes);
  header.write(`${octal(Math.floor(writtenAt.getTime() / 1_000), 11)}\0`, 136, 'latin1');
  header.write('        0', 148, 'latin1');
  header.write('ustar\u000000', 257, 'latin1');
  header.write(folder, 345, 'utf8');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148, 'latin1');
  return header;
}

function writeSize(header: Buffer, bytes: number): void {
  if (bytes <= LARGEST_OCTAL) {
    header.write(`${octal(bytes, 11)}\0`, 124, 'latin1');
    return;
  }
  header[124] = 0x80;
  header.writeBigUInt64BE(BigInt(bytes), 128);
}

/** @throws RangeError when no slash parts it so that both parts fit */
function splitName(name: string): [folder: string, file: string] {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return ['', name];
  const at = name.indexOf('/', name.length - LONGEST_NAME - 1);
  const [folder, file] = [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
  if (at < 1 || folder.length > LONGEST_FOLDER || Buffer.byteLength(file) > LONGEST_NAME)
    throw new RangeError(`the name of ${name.length} characters is too long`);
  return [folder, file];
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}
