import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CloseCode, FrameMeter } from './frame-meter.js';

/** As RFC 6455 §5.2 writes it. */
function frame(payloadBytes: number, masked = true): Buffer {
  const mask = masked ? 0x80 : 0;
  const head =
    payloadBytes < 126
      ? Buffer.from([0x82, mask | payloadBytes])
      : payloadBytes < 65_536
        ? Buffer.from([0x82, mask | 126, payloadBytes >> 8, payloadBytes & 0xff])
        : Buffer.concat([Buffer.from([0x82, mask | 127]), eightBytes(payloadBytes)]);
  return Buffer.concat([head, Buffer.alloc(masked ? 4 : 0, 0xff), Buffer.alloc(payloadBytes, 0xff)]);
}

function eightBytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

const refusal = (code: CloseCode) => expect.objectContaining({ code });

describe('a frame meter', () => {
  it('counts frames and knows where they end, however they are cut into chunks', () => {
    const sizes = fc.array(fc.constantFrom(0, 1, 125, 126, 127, 65_535, 65_536), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(sizes, fc.boolean(), fc.integer({ min: 1, max: 70_000 }), (payloads, masked, step) => {
        let begun = 0;
        const meter = new FrameMeter(masked ? { frameBytes: 100_000, mayBegin: () => (begun += 1) > 0 } : undefined);
        const all = Buffer.concat(payloads.map((each) => frame(each, masked)));
        for (let at = 0; at < all.length; at += step) meter.pass(all.subarray(at, at + step));
        expect(meter.isBetween).toBe(true);
        if (masked) expect(begun).toBe(payloads.length);
        meter.pass(frame(3, masked).subarray(0, 4));
        expect(meter.isBetween).toBe(false);
      }),
      { seed: 20261123, numRuns: 100 },
    );
  });

  const meter = (frames = 1) => new FrameMeter({ frameBytes: 1_000, mayBegin: () => (frames -= 1) >= 0 });

  it('refuses what is too large by its head alone', () => {
    expect(() => meter().pass(frame(1_001).subarray(0, 8))).toThrow(refusal(CloseCode.tooBig));
    expect(() => meter().pass(frame(70_000).subarray(0, 14))).toThrow(refusal(CloseCode.tooBig));
    expect(() => meter().pass(frame(1_000))).not.toThrow();
  });

  it('refuses what no client sends, and more than is allowed', () => {
    expect(() => meter().pass(frame(10, false))).toThrow(refusal(CloseCode.protocolError));
    expect(() => meter(2).pass(Buffer.concat([frame(1), frame(1), frame(1)]))).toThrow(refusal(CloseCode.policy));
  });
});
