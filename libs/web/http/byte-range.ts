import type { ByteRange } from '#libs/object-storage/blob-store';
import { Refusal } from './problem.js';

/**
 * The one range a Range field asks for (RFC 9110 §14.2); undefined for the whole: no field, another unit, several ranges or
 * what cannot be read, all of which a server may ignore.
 * @throws Refusal 416 when there is nothing of it
 */
export function requestedRange(field: string | undefined, bytes: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(field?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(bytes - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (from <= to) return { from, to };
  throw new Refusal(416, 'range-not-satisfiable', `There are ${bytes} bytes.`);
}
