/** A clamd, asked by INSTREAM. */
export interface ClamdPlace {
  readonly protocol: 'clamd';
  readonly host: string;
  readonly port: number;
  /** Until its verdict. */
  readonly timeoutMs: number;
}

/** A service of an ICAP server (RFC 3507), asked by RESPMOD. */
export interface IcapPlace {
  readonly protocol: 'icap';
  readonly host: string;
  readonly port: number;
  /** Without the slash before it: `avscan`, `virus_scan`. */
  readonly service: string;
  readonly timeoutMs: number;
}

/** What is asked whether files do harm, and how. */
export type ScannerPlace = ClamdPlace | IcapPlace;

/** `clamd://host:port` or `icap://host:port/service`, with `?timeoutMs=` behind it where 30 s are wrong. */
export const SCANNER_URL =
  /^(clamd:\/\/[^/?#:]+(:\d{1,5})?|icap:\/\/[^/?#:]+(:\d{1,5})?\/[\w./-]{1,100})(\?timeoutMs=\d{3,6})?$/;

export function scannerPlace(url: string): ScannerPlace {
  const { protocol, hostname: host, port, pathname, searchParams } = new URL(url);
  const timeoutMs = Number(searchParams.get('timeoutMs') ?? 30_000);
  if (protocol === 'icap:')
    return { protocol: 'icap', host, port: Number(port || 1344), service: pathname.slice(1), timeoutMs };
  return { protocol: 'clamd', host, port: Number(port || 3310), timeoutMs };
}
