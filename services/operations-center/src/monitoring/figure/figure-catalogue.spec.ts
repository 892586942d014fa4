import { describe, expect, it } from '@jest/globals';
import { COUNTS, figuresOf, NOTHING, SERVICE_LEVELS, STANDINGS } from '../../figures/figures.api.js';
import { HOUSE_BOARDS } from '../board/house-boards.js';
import { BoardText } from '../board/widget.js';
import { checkAsked, DEFINITIONS, figureNamed, FigureNotOfThat, NoSuchFigure } from './figure-catalogue.js';
import { keyOf } from './figure-key.js';

/** ICMI's example, also on callcentrehelper.com; 15 flow-outs as Genesys counts them. */
const VECTOR = {
  ...NOTHING,
  ...{ answered: 1_000, abandoned: 60, answeredInTime: 860, abandonedInTime: 20, shortAbandoned: 10, flowedOut: 15 },
};

describe('figures by name', () => {
  it('are every count, every standing and every service level, each once', () => {
    const keys = DEFINITIONS.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const wanted = [...COUNTS, ...STANDINGS].map(keyOf).concat(SERVICE_LEVELS.map((variant) => variant.toLowerCase()));
    expect(keys).toEqual(expect.arrayContaining(wanted));
  });

  it.each([
    ['sl-1', 83.02],
    ['sl-2', 86],
    ['sl-3', 81.13],
    ['sl-4', 82.69],
    ['sl-5', 82.08],
    ['sl-g', 81.13],
    ['sl-g-without-short-abandons', 81.9],
    ['sl-g-without-abandons', 86],
    ['sl-g-with-flow-outs', 80],
  ])('count %s as its formula says: %s', (key, percent) => {
    const { reading } = figureNamed(key);
    if (reading.from !== 'period') throw new Error('a service level is of a period');
    expect(reading.of(figuresOf(VECTOR, 0, null))).toBe(percent);
  });

  it('say what is in and what is not, and what leads to their contacts', () => {
    for (const { formula, includes, excludes, source, unit, counts, reading } of DEFINITIONS) {
      expect([formula, includes, excludes].every((text) => text.length > 0)).toBe(true);
      if (source === 'contacts' && reading.from === 'period') expect(counts.length).toBeGreaterThan(0);
      if (unit === 'seconds') expect(formula).toMatch(/wait|talk|hold|wrap|time|now/);
    }
  });

  it('refuse what they are not counted of', () => {
    expect(() => figureNamed('joy')).toThrow(NoSuchFigure);
    expect(() => checkAsked({ key: 'sl-3', kind: 'agent', window: 'day' })).toThrow(FigureNotOfThat);
    expect(() => checkAsked({ key: 'waiting', kind: 'queue', window: 'day' })).toThrow(FigureNotOfThat);
  });

  it.each(HOUSE_BOARDS)('are on the board $name as it may be', (board) => {
    expect(BoardText.parse(board)).toEqual(board);
  });
});
