import { describe, expect, it } from '@jest/globals';
import { fillIn } from './fill-in.js';

describe('a template', () => {
  it('gets what is known by the names in it, texts and numbers as they are', () => {
    expect(fillIn('Order {order}: {count} items.', { order: '#W1', count: 2 })).toBe('Order #W1: 2 items.');
  });

  it('leaves out what is not known', () => {
    expect(fillIn('Sorry: {reason}', { reason: null })).toBe('Sorry: ');
    expect(fillIn('Sorry: {reason}', {})).toBe('Sorry: ');
  });

  it('is filled in once: what is put in is no template', () => {
    expect(fillIn('{a}{b}', { a: '{b}', b: 'x' })).toBe('{b}x');
    expect(fillIn('{constructor}', {})).toBe('');
  });
});
