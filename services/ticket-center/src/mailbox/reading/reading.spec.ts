import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { automaticReason, wantsNoAnswer } from './automatic-mail.js';
import { cleanHtml } from './clean-html.js';
import { clipped } from './clipped.js';
import { readMail, UnreadableMail } from './read-mail.js';
import { visibleText } from './visible-text.js';

const SEED = { seed: 20261123 };
const HEAD = 'From: Lea <LEA@x.example>\r\nTo: support@acme.example\r\nMessage-ID: <1@x.example>\r\n';
const mailOf = (rest: string, encoding: BufferEncoding = 'utf8') => readMail(Buffer.from(HEAD + rest, encoding));

describe('what a sender has just written', () => {
  it.each([
    ['quoted by Gmail', 'Yes.\n\nOn Mon, 23 Nov 2026 at 10:00, Acme <a@x.example> wrote:\n> Is it?', 'Yes.'],
    ['over two lines', 'Yes.\n\nOn Mon, 23 Nov 2026 at 10:00, Acme Service\n<a@x.example> wrote:\n> Is it?', 'Yes.'],
    ['quoted in Chinese', '好的。\n\n在 2026年11月23日，Acme 写道：\n> 可以吗？', '好的。'],
    ['by Outlook', 'Yes.\n\nFrom: Acme\nSent: Monday\nTo: Lea\nSubject: It\n\nIs it?', 'Yes.'],
    ['by Outlook in Chinese', '好的。\n\n发件人: Acme\n发送时间: 2026年11月23日\n\n可以吗？', '好的。'],
    ['by Foxmail', '好的。\n\n------------------ 原始邮件 ------------------\n可以吗？', '好的。'],
    ['in German', 'Ja.\n\nAm 23.11.2026 um 10:00 schrieb Acme:\n> Ist es so?', 'Ja.'],
    ['with a signature', 'Yes.\n-- \nLea\nTel. 1', 'Yes.'],
    ['from a telephone', '好的\n\n发自我的iPhone', '好的'],
    ['answering between the lines', '> One?\nYes.\n> Two?\nNo.\n> Three?', '> One?\nYes.\n> Two?\nNo.'],
    ['nothing but a quotation', '> Is it?', '> Is it?'],
    [
      'with a sentence that begins like a header',
      'From: Berlin to Bonn.\nThat is the way.',
      'From: Berlin to Bonn.\nThat is the way.',
    ],
  ])('%s', (_, written, visible) => {
    expect(visibleText(written)).toBe(visible);
  });

  it('is never more than the text, and never nothing where there was something', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom('> a', '-- ', 'On 1 Jan 2026 Acme wrote:', 'From: a@x.example', 'Sent: now', ''),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const text = lines.join('\n');
        const visible = visibleText(text);
        expect(text).toContain(visible);
        expect(visible === '').toBe(text.trim() === '');
      }),
      SEED,
    );
  });

  it('costs little however a line is made', () => {
    const began = performance.now();
    visibleText(`On ${'a '.repeat(500_000)}\n${'在'.repeat(500_000)}\n${'-'.repeat(500_000)}`);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('a clipped text', () => {
  it('is a beginning within both bounds, with no character cut', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(40), fc.nat(80), (text, most, bytes) => {
        const kept = clipped(text, most, bytes);
        expect(text.startsWith(kept)).toBe(true);
        expect([...kept].length).toBeLessThanOrEqual(most);
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(bytes);
        expect(kept.isWellFormed()).toBe(true);
      }),
      SEED,
    );
  });
});

describe('HTML that may be shown', () => {
  it.each([
    ['scripts', '<p>a</p><script>x()</script>', '<p>a</p>'],
    ['handlers', '<p onclick="x()">a</p>', '<p>a</p>'],
    [
      'addresses that run',
      '<a href="javascript:x()">a</a>',
      '<a rel="noopener noreferrer nofollow" target="_blank">a</a>',
    ],
    ['pictures from elsewhere', '<p><img src="https://spy.example/1.gif">a</p>', '<p>a</p>'],
    ['pictures in the address', '<p><img src="data:image/svg+xml,x">a</p>', '<p>a</p>'],
    ['styles', '<style>p{}</style><p style="position:fixed">a</p>', '<p>a</p>'],
    ['forms and frames', '<form action="/x"><input></form><iframe src="/y"></iframe>a', 'a'],
  ])('is without %s', (_, html, shown) => {
    expect(cleanHtml(html)).toBe(shown);
  });

  it('never runs anything, whatever it is made of', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/',
      ' ',
      'script',
      'img',
      'svg',
      'onerror=',
      'src=',
      'x',
      '<!--',
      '-->',
      '<a href=',
      'javascript:',
      '&#106;',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const shown = cleanHtml(pieces.join(''));
        expect(shown).not.toMatch(/<(script|svg|iframe|style)|<[^>]*\son\w+=|<[^>]*(href|src)="?\s*javascript:/i);
      }),
      SEED,
    );
  });
});

describe('whether a person wrote it', () => {
  const reasonOf = (headers: Record<string, string>, from = 'lea@x.example', sent = false) =>
    automaticReason(
      { from, headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])) },
      { address: 'support@acme.example', sent },
    );

  it.each([
    [{}, 'lea@x.example', null],
    [{ 'auto-submitted': 'no' }, 'lea@x.example', null],
    [{ 'auto-submitted': 'auto-generated' }, 'lea@x.example', 'auto-submitted'],
    [{ precedence: 'junk' }, 'lea@x.example', 'bulk'],
    [{ precedence: 'first-class' }, 'lea@x.example', null],
    [{ 'x-autoreply': 'yes' }, 'lea@x.example', 'bulk'],
    [{ 'list-id': '<a.x.example>' }, 'lea@x.example', 'mailing-list'],
    [{ 'return-path': '<>' }, 'lea@x.example', 'null-sender'],
    [{ 'return-path': '<lea@x.example>' }, 'lea@x.example', null],
    [{ 'x-loop': 'Support@acme.example' }, 'lea@x.example', 'own-loop'],
    [{ 'x-loop': 'other@x.example' }, 'lea@x.example', null],
    [{}, 'mailer-daemon@x.example', 'mailer-daemon'],
    [{}, 'support@acme.example', 'own-message'],
  ])('%j from %s: %s', (headers, from, reason) => {
    expect(reasonOf(headers as Record<string, string>, from)).toBe(reason);
  });

  it('is known of our own messages by what we signed', () => {
    expect(reasonOf({}, 'other-box@acme.example', true)).toBe('own-message');
  });

  it('and whether an answer is wanted', () => {
    expect(wantsNoAnswer({ from: 'no-reply@x.example', headers: new Map() })).toBe(true);
    expect(wantsNoAnswer({ from: 'lea@x.example', headers: new Map([['x-auto-response-suppress', ['All']]]) })).toBe(
      true,
    );
    expect(wantsNoAnswer({ from: 'lea@x.example', headers: new Map() })).toBe(false);
  });
});

describe('a message that is read', () => {
  it.each([
    ['GB18030', 'gb18030', 'ztK1xLD8ufzU2sTEwO8=', '我的包裹在哪里'],
    ['Big5', 'big5', 'p9q1b6fPvsCmYqfa', '您發'],
    ['ISO-2022-JP', 'iso-2022-jp', 'GyRCPjJKcyROMWUbKEI=', ''],
  ])('in %s', async (_, charset, base64, text) => {
    const rest = `Subject: =?${charset}?B?${base64}?=\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n`;
    const mail = await mailOf(rest);
    expect(mail.text).not.toBe('');
    expect(mail.subject).toBe(mail.fullText);
    if (charset === 'gb18030') expect(mail.text).toBe(text);
  });

  it('in a character set that there is not', async () => {
    const mail = await mailOf('Content-Type: text/plain; charset=x-nothing\r\n\r\nhello\r\n');
    expect(mail).toMatchObject({ text: 'hello', from: { address: 'lea@x.example', name: 'Lea' }, html: null });
  });

  it('names what it answers, the nearest first', async () => {
    const mail = await mailOf('In-Reply-To: <3@x.example>\r\nReferences: <1@a> <2@a>\r\n <3@x.example>\r\n\r\nhello');
    expect(mail.answers).toEqual(['<3@x.example>', '<2@a>', '<1@a>']);
  });

  it.each([
    ['failed 5.1.1', 'Action: failed\r\nStatus: 5.1.1', { action: 'failed', status: '5.1.1', messageId: '<sent@a>' }],
    ['delayed', 'Action: delayed\r\nStatus: 4.4.7', { action: 'delayed', status: '4.4.7', messageId: '<sent@a>' }],
    [
      'the worst of two',
      'Action: relayed\r\nStatus: 2.0.0\r\n\r\nAction: failed\r\nStatus: 5.2.2',
      { action: 'failed', status: '5.2.2', messageId: '<sent@a>' },
    ],
  ])('that reports of a delivery: %s', async (_, status, report) => {
    const part = (type: string, text: string) => `--r\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
    const parts =
      part('text/plain', 'Sorry.') + part('message/delivery-status', `Reporting-MTA: dns; x\r\n\r\n${status}\r\n`);
    const original = part('text/rfc822-headers', 'Subject: a\r\nMessage-ID:\r\n <sent@a>\r\n');
    const type = 'Content-Type: multipart/report; report-type=delivery-status; boundary=r';
    const mail = await mailOf(`MIME-Version: 1.0\r\n${type}\r\n\r\n${parts}${original}--r--\r\n`);
    expect(mail.report).toEqual(report);
  });

  it('is a message or a reason, whatever bytes come', async () => {
    const noise = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
      fc
        .array(
          fc.constantFrom(
            'From: a@b.example',
            'Content-Type: multipart/mixed; boundary=x',
            '--x',
            '--x--',
            '',
            'Content-Transfer-Encoding: base64',
            '=?utf-8?B?////?=',
            '\0',
          ),
        )
        .map((lines) => Buffer.from(lines.join('\r\n'))),
    );
    await fc.assert(
      fc.asyncProperty(noise, async (source) => {
        const mail = await readMail(source).catch((error: unknown) => error);
        if (mail instanceof Error) expect(mail).toBeInstanceOf(UnreadableMail);
        else expect(mail).toHaveProperty('text');
      }),
      { ...SEED, numRuns: 200 },
    );
  });
});
