import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { openBox, sealBox } from './sealed-box.js';

const KEY = randomBytes(32);
const CONTENT = Buffer.from('欧阳修');

describe('a sealed box', () => {
  it('opens by its key for whom it was sealed, and never looks the same', () => {
    const [box, again] = [sealBox(KEY, CONTENT, 'acme'), sealBox(KEY, CONTENT, 'acme')];
    expect(openBox(KEY, box, 'acme')).toEqual(CONTENT);
    expect(box.equals(again)).toBe(false);
  });

  it('opens for nobody else, by no other key, and not once one bit of it was changed or cut', () => {
    const box = sealBox(KEY, CONTENT, 'acme');
    expect(openBox(KEY, box, 'globex')).toBeNull();
    expect(openBox(randomBytes(32), box, 'acme')).toBeNull();
    for (let at = 0; at < box.length; at++) {
      const changed = Buffer.from(box);
      changed[at]! ^= 1;
      expect(openBox(KEY, changed, 'acme')).toBeNull();
    }
    expect(openBox(KEY, box.subarray(0, 20), 'acme')).toBeNull();
  });
});
