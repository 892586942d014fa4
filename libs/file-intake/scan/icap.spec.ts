import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ScriptedIcap } from '#libs/testing/doubles/scripted-icap';
import { icapVerdict } from './icap.js';

async function* pieces(...all: string[]): AsyncGenerator<Buffer> {
  for (const each of all) yield Buffer.from(each);
}

const HTTP = 'HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n';
const BLOCKED = 'HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n';

describe('an ICAP server', () => {
  let peer: ScriptedIcap;
  let port: number;
  beforeEach(async () => {
    peer = new ScriptedIcap();
    port = await peer.start();
  });
  afterEach(() => peer.stop());

  const verdict = (content: AsyncIterable<Uint8Array>, timeoutMs = 5_000) =>
    icapVerdict({ protocol: 'icap', host: '127.0.0.1', port, service: 'avscan', timeoutMs }, content);
  const answersAtTheEnd = (answer: string | null) => {
    peer.says = ({ isWhole, isPreview }) => (isWhole ? answer : isPreview ? peer.goOn : undefined);
  };

  it('is asked what it wants to see first, is sent that, and the rest when it asks for it', async () => {
    expect(await verdict(pieces('one, ', 'two, ', 'three'))).toBe('clean');
    expect(peer.files).toEqual(['one, two, three']);
    const [options, respmod] = peer.requests;
    expect(options).toContain(`OPTIONS icap://127.0.0.1:${port}/avscan ICAP/1.0\r\nHost: 127.0.0.1:${port}\r\n`);
    expect(respmod).toMatch(
      /^RESPMOD .*\r\nPreview: 4\r\nAllow: 204\r\n.*Encapsulated: req-hdr=0, res-hdr=\d+, res-body=\d+/s,
    );
  });

  it.each([
    ['shorter than what it wants to see', 'one', 4],
    ['as long as that', 'four', 4],
    ['of which it wants to see nothing', 'words', 0],
    ['and does not say what it wants to see', 'words', undefined],
  ])('judges a file that is %s', async (_, content, preview) => {
    peer.preview = preview;
    expect(await verdict(pieces(content))).toBe('clean');
    expect(peer.files).toEqual([content]);
  });

  it('may judge by the beginning: the rest of the file is not read', async () => {
    peer.says = ({ isPreview }) => (isPreview ? peer.noChange : undefined);
    let ended = false;
    const endless = async function* () {
      try {
        for (;;) yield Buffer.from('words');
      } finally {
        ended = true;
      }
    };
    expect([await verdict(endless()), ended]).toEqual(['clean', true]);
  });

  it.each([
    ['says what it found', ['X-Infection-Found: Type=0; Resolution=2; Threat=Eicar;'], BLOCKED, 'no'],
    ['names the virus, and gives an answer of its own', ['X-Virus-ID: Eicar'], HTTP, 'blocked'],
    ['puts a refusal in the place of the file', [], BLOCKED, 'no'],
  ])('that %s means harm', async (_, lines, http, body) => {
    answersAtTheEnd(ScriptedIcap.answer(lines, http, body));
    expect(await verdict(pieces('X5O!P%@AP', 'EICAR'))).toBe('infected');
  });

  it('that gives the very file back lets it pass', async () => {
    answersAtTheEnd(ScriptedIcap.answer(['X-Violations-Found: 0'], HTTP, 'words'));
    expect(await verdict(pieces('wor', 'ds'))).toBe('clean');
  });

  it.each([
    ['gives another file back', ScriptedIcap.answer([], HTTP, 'other words')],
    ['finds the file too large', 'ICAP/1.0 413 Request Entity Too Large\r\n\r\n'],
    ['fails', 'ICAP/1.0 500 Server Error\r\n\r\n'],
    ['speaks HTTP', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['goes on for ever', `ICAP/1.0 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`],
    ['hangs up', null],
  ])('that %s gives no verdict', async (_, answer) => {
    answersAtTheEnd(answer);
    await expect(verdict(pieces('words'))).rejects.toThrow(Error);
  });

  it('that says nothing in time, is not there, or does not look at files gives no verdict', async () => {
    peer.says = () => undefined;
    await expect(verdict(pieces('words'), 200)).rejects.toThrow('no verdict within 200 ms');
    peer.methods = 'REQMOD';
    await expect(verdict(pieces('words'))).rejects.toThrow('the scanner does not look at files that way');
    peer.stop();
    port = 1;
    await expect(verdict(pieces('words'))).rejects.toThrow('ECONNREFUSED');
  });
});
