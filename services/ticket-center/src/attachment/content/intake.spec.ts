import { createHash } from 'node:crypto';
import { contentTypeOf, HEAD_BYTES } from '#libs/file-intake/content-type';
import { dispositionOf, safeFileName } from '#libs/file-intake/file-name';
import { Intake } from '#libs/file-intake/intake';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AttachmentRules } from '#libs/contracts/settings/ticket-attachments';
import { INTAKE_REFUSALS } from '../domain/attachment.errors.js';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const SEED = { seed: 20261123 };

/** The beginning of a zip archive: its first entry, stored as it is. */
function zip(entry: string, content: string): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(entry.length, 26);
  return Buffer.concat([head, Buffer.from(entry + content), Buffer.from('PK\x03\x04')]);
}

async function* inPieces(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

async function taken(content: Buffer, { size = 1_000, rules = AttachmentRules.parse({}) } = {}) {
  const intake = new Intake(inPieces(content, size), 'a file', rules, INTAKE_REFUSALS);
  const pieces: Buffer[] = [];
  for await (const piece of intake.content()) pieces.push(piece);
  return { content: Buffer.concat(pieces), pieces, ...intake.found };
}

describe('the type of a file', () => {
  it.each([
    ['a screenshot', 'x.exe', PNG, 'image/png'],
    ['a photo', 'x', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['a GIF', 'x', Buffer.from('GIF89a'), 'image/gif'],
    ['a WebP', 'x', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'image/webp'],
    ['a PDF', 'x', Buffer.from('%PDF-1.7\n'), 'application/pdf'],
    ['words', 'x', Buffer.from('Grüße, 你好\n'), 'text/plain'],
    ['a script', 'x.png', Buffer.from('<script>alert(1)</script>'), 'text/plain'],
    [
      'OpenDocument',
      'x',
      zip('mimetype', 'application/vnd.oasis.opendocument.text'),
      'application/vnd.oasis.opendocument.text',
    ],
    [
      'a Word file',
      'x',
      zip('[Content_Types].xml', 'word/document.xml'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    [
      'an Excel file that begins with something long',
      'x.XLSX',
      zip('[Content_Types].xml', ''),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
  ])('%s is what it begins with, whatever its name', (_, name, head, type) => {
    expect(contentTypeOf(head, name)).toBe(type);
  });

  it.each([
    ['a program', 'x.png', Buffer.from('\x7fELF\x02\x01')],
    ['a Windows program', 'x.txt', Buffer.from('MZ\x90\0\x03')],
    ['an archive', 'x.docx', zip('evil.exe', '')],
    ['an archive that says it is a page', 'x', zip('mimetype', 'text/html')],
    ['Latin-1', 'x.txt', Buffer.from([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x20, 0x20])],
  ])('%s is unknown', (_, name, head) => {
    expect(contentTypeOf(head, name)).toBeUndefined();
  });

  it('does not mind a character that is cut where it stops looking', () => {
    for (const before of ['', 'a', 'ab']) {
      const text = Buffer.from(before + '你'.repeat(HEAD_BYTES));
      expect(contentTypeOf(text.subarray(0, HEAD_BYTES), 'x')).toBe('text/plain');
    }
  });
});

describe('the name of a file', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\li\\report.pdf', 'report.pdf'],
    ['.htaccess', 'htaccess'],
    ['a\u202egnp.exe', 'agnp.exe'],
    ['a"b\r\nc: d.txt', 'abc d.txt'],
    ['报告.docx', '报告.docx'],
    ['..', 'file'],
    ['', 'file'],
    ['x'.repeat(500) + '.png', 'x'.repeat(146) + '.png'],
  ])('%j becomes %j', (given, name) => {
    expect(safeFileName(given)).toBe(name);
  });

  it('is never a path, never hidden and never breaks a header, whatever is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = safeFileName(given);
        expect(name).not.toMatch(/[/\\"\r\n\0]|^\.|^$/);
        expect(name.length).toBeLessThanOrEqual(300);
        expect(dispositionOf(name)).toMatch(
          /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/,
        );
      }),
      SEED,
    );
  });
});

describe('content on its way in', () => {
  it('passes as it is, whatever pieces it comes in, and is known by its hash', async () => {
    const contents = fc.uint8Array({ minLength: 1, maxLength: 20_000 }).map((bytes) => Buffer.concat([PNG, bytes]));
    await fc.assert(
      fc.asyncProperty(contents, fc.integer({ min: 1, max: 9_000 }), async (content, size) => {
        const { content: passed, bytes, sha256 } = await taken(content, { size });
        expect(passed.equals(content)).toBe(true);
        expect([bytes, sha256]).toEqual([content.length, createHash('sha256').update(content).digest('hex')]);
      }),
      { ...SEED, numRuns: 50 },
    );
  });

  it('is held no longer than its type takes to tell', async () => {
    const { pieces } = await taken(Buffer.concat([PNG, Buffer.alloc(50_000)]), { size: 1_000 });
    expect(pieces[0]!.length).toBe(5_000);
    expect(pieces.slice(1).every(({ length }) => length <= 1_000)).toBe(true);
  });

  it('stops at the first piece too much', async () => {
    let asked = 0;
    const endless = (async function* () {
      for (;;) yield (asked++ === 0 ? PNG : Buffer.alloc(1_000)) as Buffer;
    })();
    const rules = { ...AttachmentRules.parse({}), maxBytes: 10_000 };
    const intake = new Intake(endless, 'x', rules, INTAKE_REFUSALS);
    const all = async () => {
      for await (const piece of intake.content()) expect(piece.length).toBeGreaterThan(0);
    };
    await expect(all()).rejects.toMatchObject({
      code: 'ticket-attachment-too-large',
      details: { facts: { maxBytes: 10_000 } },
    });
    expect(asked).toBe(11);
  });

  it.each([
    ['of a type that is not taken', Buffer.from('MZ\x90\0'), 'ticket-attachment-type-refused'],
    ['that is nothing', Buffer.alloc(0), 'ticket-attachment-empty'],
  ])('%s is refused before any of it passes', async (_, content, code) => {
    await expect(taken(content)).rejects.toMatchObject({ code });
  });
});
