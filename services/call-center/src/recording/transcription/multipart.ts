import { Readable } from 'node:stream';

export interface MultipartFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  content(): Promise<Readable>;
}

export interface Multipart {
  readonly contentType: string;
  readonly contentLength: number;
  body(): Readable;
}

/** A form with one file (RFC 7578) that is read as it is sent. @param boundary stands nowhere in the file */
export function multipart(fields: Readonly<Record<string, string>>, file: MultipartFile, boundary: string): Multipart {
  const part = (disposition: string, rest: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; ${disposition}${rest}`;
  const before = [
    ...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, `\r\n\r\n${value}\r\n`)),
    part(`name="file"; filename="${file.name}"`, `\r\ncontent-type: ${file.contentType}\r\n\r\n`),
  ].join('');
  const after = `\r\n--${boundary}--\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    contentLength: Buffer.byteLength(before) + file.bytes + Buffer.byteLength(after),
    body: () => Readable.from(pieces(before, file, after), { objectMode: false }),
  };
}

async function* pieces(before: string, file: MultipartFile, after: string): AsyncGenerator<Buffer> {
  yield Buffer.from(before);
  yield* (await file.content()) as AsyncIterable<Buffer>;
  yield Buffer.from(after);
}
