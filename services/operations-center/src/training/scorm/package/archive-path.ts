import { ArchiveUnsafe } from './archive.errors.js';

/** Folders a file may lie in. */
const MOST_FOLDERS = 5;
const MOST_CHARACTERS = 200;

/**
 * Where a file of an archive lies, below its root: with slashes, without dots.
 * @throws ArchiveUnsafe for what would lie elsewhere (a "zip slip"), or could not be served
 */
export function archivePath(name: string): string {
  const path = name.replaceAll('\\', '/');
  const parts = path.split('/').filter((part) => part !== '.' && part !== '');
  const isElsewhere = path.startsWith('/') || /^[a-z]:/i.test(path) || parts.includes('..');
  // eslint-disable-next-line no-control-regex -- they are what is refused
  if (isElsewhere || /[\u0000-\u001f]/.test(path)) throw unsafe('A file in it would lie outside of it.');
  if (parts.length > MOST_FOLDERS + 1 || path.length > MOST_CHARACTERS) throw unsafe('A file in it lies too deep.');
  return parts.join('/');
}

function unsafe(message: string): ArchiveUnsafe {
  return new ArchiveUnsafe(message);
}
