import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { ArchiveMalformed, ArchiveTooLarge, ArchiveUnsafe } from './archive.errors.js';
import { archivePath } from './archive-path.js';

const inflated = promisify(inflateRaw);

const MOST_FILES = 5_000;
const MOST_BYTES_OF_A_FILE = 100 * 1024 * 1024;
const MOST_BYTES = 300 * 1024 * 1024;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const MOST_COMMENT = 0xffff;
const SYMBOLIC_LINK = 0o120000;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x1;

/** A file of an archive, not yet unpacked. */
export interface ArchiveFile {
  readonly path: string;
  /** Unpacked, as the archive says. */
  readonly bytes: number;
  readonly packed: Buffer;
  readonly method: number;
  readonly crc: number;
}

/**
 * The files of a ZIP archive (APPNOTE 6.3.10, without ZIP64, encryption and volumes), each once, all below its root. What it would be
 * unpacked is known and limited before anything is.
 * @throws ArchiveMalformed, ArchiveTooLarge, ArchiveUnsafe
 */
export function filesIn(archive: Buffer): ArchiveFile[] {
  const end = endOf(archive);
  const count = archive.readUInt16LE(end + 10);
  if (count > MOST_FILES) throw new ArchiveTooLarge(`There may be ${MOST_FILES} files in it.`);
  const files = new Map<string, ArchiveFile>();
  let [at, total] = [archive.readUInt32LE(end + 16), 0];
  for (let read = 0; read < count; read += 1) {
    const { file, next } = entryAt(archive, at);
    at = next;
    if (!file) continue;
    total += file.bytes;
    if (file.bytes > MOST_BYTES_OF_A_FILE || total > MOST_BYTES) throw new ArchiveTooLarge('It is too large unpacked.');
    if (files.has(file.path.toLowerCase())) throw new ArchiveUnsafe('Two files in it have the same name.');
    files.set(file.path.toLowerCase(), file);
  }
  return [...files.values()];
}

/** @throws ArchiveMalformed also where it unpacks to something else than the archive says */
export async function unpacked({ packed, bytes, method, crc }: ArchiveFile): Promise<Buffer> {
  const content = method === STORED ? packed : await inflatedTo(packed, bytes);
  if (content.length !== bytes || crc32(content) !== crc) throw malformed();
  return content;
}

/** Never more than was announced: what would be larger is not unpacked further. */
function inflatedTo(packed: Buffer, bytes: number): Promise<Buffer> {
  return inflated(packed, { maxOutputLength: Math.max(1, bytes) }).catch(() => {
    throw malformed();
  });
}

/** Its last bytes, behind which there may be a comment. */
function endOf(archive: Buffer): number {
  const first = Math.max(0, archive.length - END_BYTES - MOST_COMMENT);
  for (let at = archive.length - END_BYTES; at >= first; at -= 1) if (archive.readUInt32LE(at) === END) return at;
  throw malformed();
}

/** A folder is no file. */
function entryAt(archive: Buffer, at: number): { file: ArchiveFile | null; next: number } {
  if (at + 46 > archive.length || archive.readUInt32LE(at) !== ENTRY) throw malformed();
  const [flags, method] = [archive.readUInt16LE(at + 8), archive.readUInt16LE(at + 10)];
  const [nameLength, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset)) as [
    number,
    number,
    number,
  ];
  const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
  const next = at + 46 + nameLength + extra + comment;
  const path = archivePath(name);
  if (/[\\/]$/.test(name)) return { file: null, next };
  if ((flags & ENCRYPTED) !== 0 || (method !== STORED && method !== DEFLATED)) throw malformed();
  if (((archive.readUInt32LE(at + 38) >>> 16) & 0o170000) === SYMBOLIC_LINK)
    throw new ArchiveUnsafe('There is a link in it.');
  const packed = contentAt(archive, archive.readUInt32LE(at + 42), archive.readUInt32LE(at + 20));
  const [crc, bytes] = [archive.readUInt32LE(at + 16), archive.readUInt32LE(at + 24)];
  return { file: { path, bytes, packed, method, crc }, next };
}

function contentAt(archive: Buffer, at: number, length: number): Buffer {
  if (at + 30 > archive.length || archive.readUInt32LE(at) !== LOCAL) throw malformed();
  const from = at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  if (from + length > archive.length) throw malformed();
  return archive.subarray(from, from + length);
}

function malformed(): ArchiveMalformed {
  return new ArchiveMalformed('It is no ZIP archive that can be unpacked.');
}
