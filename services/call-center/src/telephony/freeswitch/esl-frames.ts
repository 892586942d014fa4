const HEADERS_END = Buffer.from('\n\n');
/** More than any event has; a peer that sends it speaks something else. */
const MOST_BYTES = 16 * 1024 * 1024;

/** One message of the event socket: headers, and as many bytes of body as `Content-Length` says. */
export interface EslFrame {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export class NotEventSocket extends Error {}

/**
 * Cuts the stream of mod_event_socket into frames, wherever the network cut it: between the two line feeds, within a character.
 * Lengths are of bytes.
 */
export class EslFrames {
  #bytes: Buffer = Buffer.alloc(0);
  /** Up to here no end of the headers was found. */
  #searched = 0;

  /** @throws NotEventSocket when it is something else */
  push(chunk: Buffer): EslFrame[] {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const frames: EslFrame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    if (this.#bytes.length > MOST_BYTES) throw new NotEventSocket('a frame without an end');
    return frames;
  }

  #next(): EslFrame | undefined {
    const end = this.#bytes.indexOf(HEADERS_END, this.#searched);
    if (end < 0) {
      this.#searched = Math.max(0, this.#bytes.length - 1);
      return undefined;
    }
    const headers = headersOf(this.#bytes.toString('utf8', 0, end));
    const from = end + HEADERS_END.length;
    const to = from + lengthOf(headers);
    if (this.#bytes.length < to) {
      this.#searched = end;
      return undefined;
    }
    const body = this.#bytes.toString('utf8', from, to);
    this.#bytes = this.#bytes.subarray(to);
    this.#searched = 0;
    return { headers, body };
  }
}

function headersOf(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.split(':', 1)[0]!, line.slice(line.indexOf(':') + 1).trim()]));
}

function lengthOf(headers: ReadonlyMap<string, string>): number {
  const text = headers.get('Content-Length') ?? '0';
  const length = Number(text);
  if (!/^\d+$/.test(text) || length > MOST_BYTES) throw new NotEventSocket('a length that is none');
  return length;
}
