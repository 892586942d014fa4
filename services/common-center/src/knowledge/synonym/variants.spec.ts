import { describe, expect, it } from '@jest/globals';
import { inUsualWords, variantsOf } from './variants.js';

const GROUPS = [
  ['mobile', 'cell phone'],
  ['退款', '退钱', '返还货款'],
  ['宽带', '网络'],
];

describe('the same question in other words', () => {
  it.each([
    ['My cell phone is dead', ['my cell phone is dead', 'my mobile is dead']],
    ['怎么退钱', ['怎么退钱', '怎么退款', '怎么返还货款']],
    ['mobiles', ['mobiles']],
    ['nothing alike', ['nothing alike']],
  ])('"%s" is %j', (question, variants) => {
    expect(variantsOf(question, GROUPS, 6)).toEqual(variants);
  });

  it('has other words in several places, so many at most', () => {
    expect(variantsOf('网络退款', GROUPS, 10)).toContain('宽带返还货款');
    expect(variantsOf('网络退款', GROUPS, 3)).toHaveLength(3);
  });

  it('is one question, said in the usual words', () => {
    expect(inUsualWords('网络怎么退钱', GROUPS)).toBe(inUsualWords('宽带怎么返还货款', GROUPS));
    expect(inUsualWords('Cell phone', GROUPS)).toBe('mobile');
  });
});
