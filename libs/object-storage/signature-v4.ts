import { createHash, createHmac } from 'node:crypto';

export interface S3Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface Signable {
  readonly method: string;
  /** Its path and query are percent-encoded already, in upper case (RFC 3986). */
  readonly url: URL;
  /** Signed together with host, date and the digest of the body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * The header fields that sign a request to S3 (AWS Signature Version 4, "Transferring Payload in a Single Chunk":
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
export function signedHeaders(
  { method, url, headers, body }: Signable,
  { accessKey, secretKey }: S3Credentials,
  region: string,
  now: Date,
): Record<string, string> {
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const digest = sha256(body);
  const all = { ...headers, host: url.host, 'x-amz-content-sha256': digest, 'x-amz-date': time };
  const named = Object.entries(all)
    .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim()])
    .sort(byName);
  const names = named.map(([name]) => name).join(';');
  const fields = named.map(([name, value]) => `${name}:${value}\n`).join('');
  const request = [method, url.pathname, canonicalQuery(url), fields, names, digest].join('\n');
  const scope = [time.slice(0, 8), region, 's3', 'aws4_request'];
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(request)].join('\n');
  const key = scope.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretKey}`);
  const signature = hmac(key, text).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope.join('/')}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...Object.fromEntries(named), authorization };
}

/** As S3 wants it encoded; `encodeURIComponent` leaves five characters as they are. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function canonicalQuery(url: URL): string {
  return Array.from(url.searchParams, ([name, value]): [string, string] => [encoded(name), encoded(value)])
    .sort(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : Number(a > b);
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
