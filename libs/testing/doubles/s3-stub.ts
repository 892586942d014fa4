import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { signedHeaders, type S3Credentials } from '#libs/object-storage/signature-v4';

const PAGE = 3;
const SMALLEST_PART = 5 * 1024 * 1024;

interface Call {
  readonly url: URL;
  readonly path: string;
  readonly body: Buffer;
}

/**
 * As much of S3 as object storage uses, in memory, in one bucket. It signs what it received again and refuses what differs:
 * that requests are sent as they were signed. Whether signing itself is right is shown by Amazon's examples, not here.
 */
export class S3Stub {
  readonly credentials: S3Credentials = { accessKey: 'stub', secretKey: 'kept by the stub' };
  readonly region = 'eu-central-1';
  readonly blobs = new Map<string, Buffer>();
  readonly calls: string[] = [];
  /** Uploads begun and neither completed nor given up. */
  readonly uploads = new Map<string, Map<number, Buffer>>();
  /** So many of the next requests are answered by 503. */
  failing = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<S3Stub> {
    const stub = new S3Stub();
    await new Promise<void>((resolve) => stub.#server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/bucket`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, `http://${request.headers.host}`);
    const body = await buffer(request);
    const path = decodeURIComponent(url.pathname.slice('/bucket/'.length));
    this.calls.push(`${request.method} ${[...url.searchParams.keys()].join(',')}`.trim());
    if (this.failing > 0) {
      this.failing -= 1;
      return refuse(response, 503, 'SlowDown');
    }
    if (!this.#isSigned(request, url, body)) return refuse(response, 403, 'SignatureDoesNotMatch');
    const call = { url, path, body };
    const has = (name: string) => url.searchParams.has(name);
    if (request.method === 'POST') return has('uploads') ? this.#begin(call, response) : this.#complete(call, response);
    if (request.method === 'PUT') return has('uploadId') ? this.#part(call, response) : this.#put(call, response);
    if (request.method === 'DELETE') return this.#remove(call, response);
    return path === '' ? this.#list(call, response) : this.#get(call, response, request.headers.range);
  }

  #isSigned(request: IncomingMessage, url: URL, body: Buffer): boolean {
    const { authorization = '', 'x-amz-date': time = '' } = request.headers as Record<string, string>;
    const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
    const ours = ['host', 'x-amz-content-sha256', 'x-amz-date'];
    const rest = names.filter((name) => !ours.includes(name));
    const headers = Object.fromEntries(rest.map((name) => [name, request.headers[name] as string]));
    const now = new Date(time.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3:$4:$5Z'));
    const method = request.method!;
    return (
      signedHeaders({ method, url, headers, body }, this.credentials, this.region, now).authorization === authorization
    );
  }

  #put({ path, body }: Call, response: ServerResponse): void {
    this.blobs.set(path, body);
    response.setHeader('etag', tagOf(body)).end();
  }

  #get({ path }: Call, response: ServerResponse, range = ''): void {
    const blob = this.blobs.get(path);
    if (!blob) return refuse(response, 404, 'NoSuchKey');
    const [, from = 0, to = 0] = (/^bytes=(\d+)-(\d+)$/.exec(range) ?? []).map(Number);
    const part = blob.subarray(from, to + 1);
    response.writeHead(206, { 'content-range': `bytes ${from}-${from + part.length - 1}/${blob.length}` }).end(part);
  }

  #remove({ path, url }: Call, response: ServerResponse): void {
    const upload = url.searchParams.get('uploadId');
    if (upload === null) this.blobs.delete(path);
    else this.uploads.delete(upload);
    response.writeHead(204).end();
  }

  #list({ url }: Call, response: ServerResponse): void {
    const after = url.searchParams.get('continuation-token') ?? '';
    const prefix = url.searchParams.get('prefix')!;
    const paths = [...this.blobs.keys()].filter((path) => path.startsWith(prefix) && path > after).sort();
    const page = paths.slice(0, PAGE);
    const next = paths.length > PAGE ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    const contents = page.map((path) => `<Contents><Key>${path}</Key></Contents>`).join('');
    response.end(`<ListBucketResult>${next}${contents}</ListBucketResult>`);
  }

  #begin(_call: Call, response: ServerResponse): void {
    const id = crypto.randomUUID();
    this.uploads.set(id, new Map());
    response.end(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
  }

  #part({ url, body }: Call, response: ServerResponse): void {
    this.uploads.get(url.searchParams.get('uploadId')!)!.set(Number(url.searchParams.get('partNumber')), body);
    response.setHeader('etag', tagOf(body)).end();
  }

  /** Errors of this one come as a success, as S3 may do it. */
  #complete({ url, path, body }: Call, response: ServerResponse): void {
    const id = url.searchParams.get('uploadId')!;
    const parts = this.uploads.get(id)!;
    const named = Array.from(body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]*)</g));
    const listed = named.map(([, number, tag]) => ({ part: parts.get(Number(number))!, tag }));
    const isRight = listed.length === parts.size && listed.every(({ part, tag }) => tag === quoted(tagOf(part)));
    const tooSmall = listed.slice(0, -1).some(({ part }) => part.length < SMALLEST_PART);
    if (!isRight || tooSmall)
      return void response.end(`<Error><Code>${isRight ? 'EntityTooSmall' : 'InvalidPart'}</Code></Error>`);
    this.uploads.delete(id);
    this.blobs.set(path, Buffer.concat(listed.map(({ part }) => part)));
    response.end('<CompleteMultipartUploadResult/>');
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status).end(`<Error><Code>${code}</Code></Error>`);
}

function tagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function quoted(tag: string): string {
  return tag.replaceAll('"', '&quot;');
}
