import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** What a peer has heard of a file: its pieces so far, and whether that is all. */
interface HeardFile {
  readonly content: Buffer;
  readonly isWhole: boolean;
  readonly isPreview: boolean;
}

/** A peer that speaks an ICAP server's side of OPTIONS and RESPMOD (RFC 3507). */
export class ScriptedIcap {
  /** Bytes it wants to see first; undefined: it does not say. */
  preview: number | undefined = 4;
  methods = 'RESPMOD';
  readonly requests: string[] = [];
  /** Whole files it was sent. */
  readonly files: string[] = [];
  /** What it says to what has come so far; undefined: it waits for more; null: it hangs up. */
  says: (file: HeardFile) => string | null | undefined = ({ isWhole, isPreview }) =>
    isWhole ? this.noChange : isPreview ? this.goOn : undefined;
  readonly noChange = 'ICAP/1.0 204 No Content\r\nISTag: "1"\r\n\r\n';
  readonly goOn = 'ICAP/1.0 100 Continue\r\n\r\n';
  #server: Server | undefined;

  async start(): Promise<number> {
    this.#server = createServer((socket) => {
      let received = '';
      let told = 0;
      socket.on('error', () => undefined);
      socket.on('data', (piece) => {
        received += piece.toString('latin1');
        told = this.#hear(socket, received, told);
      });
    }).listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.#server?.close();
  }

  /** An answer that carries an HTTP answer, as servers block a file or give it back. */
  static answer(lines: readonly string[], http: string, body: string): string {
    const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const head = ['ICAP/1.0 200 OK', ...lines, `Encapsulated: res-hdr=0, res-body=${http.length}`, '', ''].join('\r\n');
    return head + http + chunks;
  }

  /** @returns up to where what was received has been answered */
  #hear(socket: Socket, received: string, told: number): number {
    const head = /^(\w+) icap:.*?\r\n\r\n/s.exec(received);
    if (!head) return told;
    if (head[1] === 'OPTIONS') {
      if (told === 0) this.#options(socket, head[0]);
      return received.length;
    }
    const body = Number(/res-body=(\d+)/.exec(head[0])![1]) + head[0].length;
    const file = fileIn(received.slice(body), /\r\nPreview:/i.test(head[0]));
    const seen = file.content.length + (file.isWhole ? 1 : 0) + (file.isPreview ? 0.5 : 0);
    if (seen === told) return told;
    if (told === 0) this.requests.push(head[0]);
    if (file.isWhole) this.files.push(file.content.toString('latin1'));
    const answer = this.says(file);
    if (answer === null) socket.destroy();
    else if (answer !== undefined) socket.write(answer, 'latin1');
    return seen;
  }

  #options(socket: Socket, head: string): void {
    this.requests.push(head);
    const preview = this.preview === undefined ? [] : [`Preview: ${this.preview}`];
    const lines = ['ICAP/1.0 200 OK', `Methods: ${this.methods}`, 'Allow: 204', ...preview];
    socket.end([...lines, 'Encapsulated: null-body=0', '', ''].join('\r\n'));
  }
}

/** Chunks up to now; `0; ieof` ends a file within its preview, `0` a preview, and behind one the file. */
function fileIn(text: string, hasPreview: boolean): HeardFile {
  let [content, ends, at, isEnd] = ['', 0, 0, false];
  for (;;) {
    const line = /^([0-9a-f]+)(; ieof)?\r\n/.exec(text.slice(at));
    if (!line) break;
    const size = parseInt(line[1]!, 16);
    at += line[0].length;
    if (size > 0 && text.length < at + size + 2) break;
    content += text.slice(at, at + size);
    at += size + 2;
    isEnd = size === 0;
    if (!isEnd) continue;
    ends += 1;
    if (line[2] || !hasPreview) ends = 2;
  }
  return { content: Buffer.from(content, 'latin1'), isWhole: ends >= 2, isPreview: ends === 1 && isEnd };
}
