import { describe, expect, it } from '@jest/globals';
import { filledIn } from './filled-in.js';

describe('a text', () => {
  it('gets what is known by the names in it', () => {
    expect(filledIn('Order {order}: {count} items.', { order: '#W1', count: 2 })).toBe('Order #W1: 2 items.');
  });

  it('is refused when it asks for something that is not known, by name', () => {
    const refused = expect.objectContaining({ code: 'chat-variable-unknown', details: { variable: 'constructor' } });
    expect(() => filledIn('{name} {constructor}', { name: 'Ann' })).toThrow(refused);
  });

  it('is filled in once: what is put in is no text to fill in', () => {
    expect(filledIn('{a}{b}', { a: '{b}', b: 'x' })).toBe('{b}x');
  });
});
