import { describe, expect, it } from '@jest/globals';
import { processStatus } from './process-status.js';

describe('the status a process sets', () => {
  it.each([
    ['waiting', { category: 'waiting', name: null }],
    ['on-hold: spare part ordered', { category: 'on-hold', name: 'spare part ordered' }],
    [' solved :  by the customer ', { category: 'solved', name: 'by the customer' }],
    ['closed:', { category: 'closed', name: null }],
    ['in approval', { category: 'open', name: 'in approval' }],
    ['待审批', { category: 'open', name: '待审批' }],
    ['merged', { category: 'open', name: 'merged' }],
    ['note: this is no category', { category: 'open', name: 'note: this is no category' }],
  ])('%s', (text, status) => {
    expect(processStatus(text)).toEqual(status);
  });
});
