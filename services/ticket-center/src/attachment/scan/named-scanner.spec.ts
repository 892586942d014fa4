import { afterEach, describe, expect, it } from '@jest/globals';
import { fixed } from '#libs/discovery/config/live-value';
import { ScriptedClamd } from '#libs/testing/doubles/scripted-clamd';
import { pino } from 'pino';
import { AttachmentRules } from '#libs/contracts/settings/ticket-attachments';
import { NamedScanner } from './named-scanner.js';

async function* pieces(...all: string[]): AsyncGenerator<Buffer> {
  for (const each of all) yield Buffer.from(each);
}

describe('a clamd', () => {
  const clamd = new ScriptedClamd();
  afterEach(() => clamd.stop());

  async function scanner(over: object = {}) {
    const port = await clamd.start();
    const rules = AttachmentRules.parse({ scanner: { host: '127.0.0.1', port, timeoutMs: 2_000, ...over } });
    return new NamedScanner(fixed(rules), pino({ level: 'silent' }));
  }

  it('is sent the file in pieces, and says that it is clean', async () => {
    expect(await (await scanner()).scan(pieces('one, ', 'two, ', 'three'))).toBe('clean');
    expect(clamd.heard.at(-1)!.toString()).toBe('one, two, three');
  });

  it('says what does harm', async () => {
    clamd.verdict = (content) => (content.includes('EICAR') ? 'stream: Eicar-Signature FOUND' : 'stream: OK');
    expect(await (await scanner()).scan(pieces('X5O!P%@AP', 'EICAR'))).toBe('infected');
  });

  it.each([
    ['says that something is wrong', () => 'INSTREAM size limit exceeded. ERROR'],
    ['hangs up', () => undefined],
    ['says nothing in time', () => null],
  ])('that %s gives no verdict: nothing is taken unseen', async (_, verdict) => {
    clamd.verdict = verdict;
    const asked = (await scanner({ timeoutMs: 200 })).scan(pieces('words'));
    await expect(asked).rejects.toMatchObject({ status: 503, code: 'scanner-unavailable' });
  });

  it('that refuses in the middle of a file is heard, and the file is read no further', async () => {
    clamd.impatientAfter = 100_000;
    clamd.verdict = () => 'INSTREAM size limit exceeded. ERROR';
    let ended = false;
    const endless = async function* () {
      try {
        for (;;) yield Buffer.alloc(64_000);
      } finally {
        ended = true;
      }
    };
    await expect((await scanner()).scan(endless())).rejects.toMatchObject({ code: 'scanner-unavailable' });
    expect(ended).toBe(true);
  });

  it('that is not there gives no verdict', async () => {
    const rules = AttachmentRules.parse({ scanner: { host: '127.0.0.1', port: 1, timeoutMs: 500 } });
    const asked = new NamedScanner(fixed(rules), pino({ level: 'silent' })).scan(pieces('words'));
    await expect(asked).rejects.toMatchObject({ status: 503, code: 'scanner-unavailable' });
  });

  it('need not be there: then nothing is scanned, and the file says so', async () => {
    const scan = new NamedScanner(fixed(AttachmentRules.parse({})), pino({ level: 'silent' })).scan(pieces('words'));
    expect(await scan).toBe('not-scanned');
  });
});
