import type { IncomingBytes } from './incoming-bytes.js';

/** The head of an answer of an ICAP server. */
export interface IcapHead {
  readonly status: number;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

/** RFC 3507 §4.3. @throws Error when it is none */
export async function icapHead(answer: IncomingBytes): Promise<IcapHead> {
  const [first, ...lines] = (await answer.head()).split('\r\n');
  const status = /^ICAP\/1\.0 (\d{3})\b/.exec(first!)?.[1];
  if (status === undefined) throw new Error('the scanner speaks something else than ICAP');
  return { status: Number(status), headers: headersOf(lines) };
}

/** Where the parts of an answer begin (RFC 3507 §4.4.1): `res-hdr=0, res-body=222`. */
export function encapsulatedIn({ headers }: IcapHead): ReadonlyMap<string, number> {
  const parts = [...(headers.get('encapsulated') ?? '').matchAll(/([a-z-]+)\s*=\s*(\d{1,6})/g)];
  return new Map(parts.map(([, name, at]) => [name!, Number(at)]));
}

/** Of the HTTP answer within; undefined when it has none. */
export function httpStatusOf(head: string): number | undefined {
  const status = /^HTTP\/\d\.\d (\d{3})\b/.exec(head)?.[1];
  return status === undefined ? undefined : Number(status);
}

function headersOf(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines.flatMap((line): [string, string][] => {
      const colon = line.indexOf(':');
      return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
    }),
  );
}
