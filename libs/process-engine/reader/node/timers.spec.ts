import { describe, expect, it } from '@jest/globals';
import { nodeOf, refusal } from '../../../testing/process/read-nodes.js';

describe('a timer', () => {
  const timer = (inner: string, attributes = '') =>
    `<intermediateCatchEvent id="x"><timerEventDefinition ${attributes}>${inner}</timerEventDefinition></intermediateCatchEvent>`;

  it.each([
    ['timeDate', 'date', '2026-12-24T18:00:00+08:00'],
    ['timeDate', 'date', '2026-12-24'],
    ['timeDuration', 'duration', 'P1M'],
    ['timeDuration', 'duration', 'PT0.1S'],
    ['timeCycle', 'cycle', 'R3/PT1H'],
    ['timeCycle', 'cycle', 'R/2026-12-24T18:00:00Z/P1D'],
  ])('%s is a %s: %s', async (element, kind, text) => {
    expect(await nodeOf(timer(`<${element}>${text}</${element}>`))).toMatchObject({
      event: { type: 'timer', timer: kind, value: text },
    });
  });

  it('may be an expression', async () => {
    expect(await nodeOf(timer('<timeDuration>if vip then "PT1H" else "PT8H"</timeDuration>'))).toMatchObject({
      event: { value: { names: ['vip'] } },
    });
    expect(await nodeOf(timer('<timeDate>Promised</timeDate>'))).toMatchObject({
      event: { value: { names: ['Promised'] } },
    });
  });

  it('may run in business time', async () => {
    expect(await nodeOf(timer('<timeDuration>PT4H</timeDuration>', 'sb:calendar="desk"'))).toMatchObject({
      event: { calendar: 'desk' },
    });
    expect(await refusal(timer('<timeDate>2026-12-24</timeDate>', 'sb:calendar="desk"'))).toMatchObject([
      { code: 'timer', element: 'x' },
    ]);
  });

  it.each([
    ['<timeDuration>PT5X</timeDuration>', '"PT5X" is no duration; one is written like PT4H.'],
    ['<timeDuration>-PT5S</timeDuration>', '"-PT5S" is no duration; one is written like PT4H.'],
    ['<timeCycle>R3/PT0S</timeCycle>', '"R3/PT0S" is no cycle; one is written like R3/PT1H.'],
    ['<timeDate>2026-13-01</timeDate>', '"2026-13-01" is no date; one is written like 2026-12-24T18:00:00+08:00.'],
    ['<timeDate>P1D</timeDate>', '"P1D" is no date; one is written like 2026-12-24T18:00:00+08:00.'],
    ['', 'The timer must have one of a date, a duration and a cycle.'],
    [
      '<timeDate>2026-12-24</timeDate><timeCycle>R/P1D</timeCycle>',
      'The timer must have one of a date, a duration and a cycle.',
    ],
  ])('is refused: %s', async (inner, message) => {
    expect(await refusal(timer(inner))).toMatchObject([{ code: 'timer', element: 'x', message }]);
  });

  it('is refused where its expression cannot be read', async () => {
    expect(await refusal(timer('<timeCycle>0 0 9 * * ?</timeCycle>'))).toMatchObject([
      { code: 'expression', element: 'x' },
    ]);
  });
});
