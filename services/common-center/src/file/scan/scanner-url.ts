import type { ClamdPlace } from '#libs/file-intake/clamd';

/** `clamd://host:port`, with `?timeoutMs=` behind it where 30 s are wrong. */
export const SCANNER_URL = /^clamd:\/\/[^/?#:]+(:\d{1,5})?(\?timeoutMs=\d{3,6})?$/;

export function scannerPlace(url: string): ClamdPlace {
  const { hostname, port, searchParams } = new URL(url);
  return {
    host: hostname,
    port: Number(port === '' ? 3310 : port),
    timeoutMs: Number(searchParams.get('timeoutMs') ?? 30_000),
  };
}
