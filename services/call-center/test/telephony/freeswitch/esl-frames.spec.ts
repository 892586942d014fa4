import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EslFrames, NotEventSocket, type EslFrame } from '../../../src/telephony/freeswitch/esl-frames.js';

function framed({ headers, body }: { headers: [string, string][]; body: string }): string {
  const length: [string, string][] = body === '' ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
  return `${[...headers, ...length].map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${body}`;
}

function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const ends = [...new Set(cuts.map((cut) => cut % bytes.length)), bytes.length].toSorted((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

describe('the frames of the event socket', () => {
  it('are the same wherever the network cuts the stream', () => {
    const value = fc.stringMatching(/^[\w:+é ]{1,20}[\wé]$/).map((text) => text.trim());
    const frame = fc.record({
      headers: fc.uniqueArray(fc.tuple(fc.stringMatching(/^[A-Z][a-z-]{1,8}$/), value), {
        minLength: 1,
        maxLength: 4,
        selector: ([name]) => name,
      }),
      body: fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => (text === '' ? '' : `\n\n${text}\n\n`)),
    });
    const property = fc.property(
      fc.array(frame, { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(), { maxLength: 30 }),
      (sent, cuts) => {
        const frames = new EslFrames();
        const got: EslFrame[] = cutAt(Buffer.from(sent.map(framed).join('')), cuts).flatMap((each) =>
          frames.push(each),
        );
        expect(got.map(({ body }) => body)).toEqual(sent.map(({ body }) => body));
        for (const [index, { headers }] of sent.entries()) {
          for (const [name, text] of headers) expect(got[index]!.headers.get(name)).toBe(text);
        }
      },
    );
    fc.assert(property, { seed: 20261129, numRuns: 500 });
  });

  it('end between two line feeds that come apart', () => {
    const frames = new EslFrames();
    expect(frames.push(Buffer.from('Content-Type: auth/request\n'))).toEqual([]);
    expect(frames.push(Buffer.from('\n'))).toMatchObject([{ body: '' }]);
  });

  it.each(['Content-Length: many\n\n', 'Content-Length: -1\n\n', 'Content-Length: 99999999999\n\n'])(
    'are refused with a length that is none: %j',
    (text) => expect(() => new EslFrames().push(Buffer.from(text))).toThrow(NotEventSocket),
  );

  it('are refused when they never end', () => {
    const frames = new EslFrames();
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    expect(() => Array.from({ length: 17 }, () => frames.push(chunk))).toThrow(NotEventSocket);
  });
});
