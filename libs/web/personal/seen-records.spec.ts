import { describe, expect, it } from '@jest/globals';
import { recordsIn } from './seen-records.js';

describe('records that an answer shows', () => {
  const rows = { items: [{ id: 'a' }, { id: 'b' }, { name: 'no id' }] };

  it('are the one that the route names, also where it lists what hangs on it', () => {
    expect(recordsIn({ name: 'Wang' }, { id: 'c-1' }, new Set([null]))).toEqual({ ids: ['c-1'], single: true });
    expect(recordsIn(rows, { id: 'chat-1' }, new Set([0, 1]))).toEqual({ ids: ['chat-1'], single: true });
  });

  it('are the rows of a list in which something is in the clear', () => {
    expect(recordsIn(rows, {}, new Set([1, 2]))).toEqual({ ids: ['b'], single: false });
  });

  it('are none where nothing is, or it is of whoever asks', () => {
    expect(recordsIn(rows, { id: 'c-1' }, new Set())).toEqual({ ids: [], single: false });
    expect(recordsIn({ phone: '138' }, {}, new Set([null]))).toEqual({ ids: [], single: false });
  });
});
