import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { InvalidConfiguration, readEnvironment } from './environment.js';

const Schema = z.object({
  PORT: z.coerce.number('expected a port number').describe('where to listen'),
  TOKEN: z.string('expected a token').min(16, 'expected at least 16 characters'),
  MODE: z.enum(['a', 'b'], 'expected a or b').default('a'),
});

describe('an environment', () => {
  it('is read into typed values, with defaults, without what it does not know', () => {
    const read = readEnvironment(Schema, { PORT: '8080', TOKEN: 'x'.repeat(16), HOME: '/root' });

    expect(read).toEqual({ PORT: 8080, TOKEN: 'x'.repeat(16), MODE: 'a' });
  });

  it('names every wrong variable, what was expected and what it is for', () => {
    const reading = () => readEnvironment(Schema, { PORT: 'eighty', MODE: 'c' });

    expect(reading).toThrow(InvalidConfiguration);
    expect(reading).toThrow(
      'The configuration is invalid:\n' +
        '  PORT: expected a port number (where to listen)\n' +
        '  TOKEN: expected a token\n' +
        '  MODE: expected a or b',
    );
  });

  it('never repeats a value, which may be a secret', () => {
    expect(() => readEnvironment(Schema, { PORT: '1', TOKEN: 'hunter2' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });

  it('takes an empty variable for an unset one', () => {
    expect(readEnvironment(Schema, { PORT: '1', TOKEN: 'x'.repeat(16), MODE: '' }).MODE).toBe('a');
    expect(() => readEnvironment(Schema, { PORT: '1', TOKEN: '' })).toThrow('TOKEN: expected a token');
  });
});
