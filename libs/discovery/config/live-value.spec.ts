import { describe, expect, it, jest } from '@jest/globals';
import { pino } from 'pino';
import { z } from 'zod';
import { FileConfigCentre } from './file-config-centre.js';
import { LiveValue } from './live-value.js';

const Limits = z.object({ perSecond: z.int().positive() });
const setting = { key: 'limits', description: 'for this spec', schema: Limits, byDefault: { perSecond: 1 } };

async function setUp(initial?: string) {
  const alarms: string[] = [];
  const centre = new FileConfigCentre(undefined, pino({ level: 'silent' }));
  if (initial !== undefined) await centre.set('limits', initial);
  const logger = pino({ level: 'error' }, { write: (line: string) => alarms.push(line) });
  return { alarms, centre, limits: new LiveValue(centre, setting, logger) };
}

describe('a live value', () => {
  it('is the default until somebody sets it, and again when it is removed', async () => {
    const { centre, limits } = await setUp();
    expect(limits.current).toEqual({ perSecond: 1 });

    await centre.set('limits', '{"perSecond":5}');
    expect(limits.current).toEqual({ perSecond: 5 });

    await centre.delete('limits');
    expect(limits.current).toEqual({ perSecond: 1 });
  });

  it('starts with what is set already', async () => {
    expect((await setUp('{"perSecond":7}')).limits.current).toEqual({ perSecond: 7 });
  });

  it.each([
    ['of the wrong shape', '{"perSecond":"many"}'],
    ['of the wrong type', '3'],
  ])('stays as it was when a value %s arrives: alarm, count, and the last good one', async (_, bad) => {
    const { alarms, centre, limits } = await setUp('{"perSecond":7}');
    const heard = jest.fn();
    limits.onChange(heard);
    await centre.set('limits', bad);

    expect(limits.current).toEqual({ perSecond: 7 });
    expect(limits.rejections).toBe(1);
    expect(alarms).toEqual([expect.stringContaining('configuration value refused')]);
    expect(heard).not.toHaveBeenCalled();
  });

  it('is the default when the very first value is bad', async () => {
    const { limits } = await setUp('{}');

    expect(limits.current).toEqual({ perSecond: 1 });
    expect(limits.rejections).toBe(1);
  });

  it('tells of changes until nobody wants to hear', async () => {
    const { centre, limits } = await setUp();
    const heard = jest.fn();
    const stop = limits.onChange(heard);
    await centre.set('limits', '{"perSecond":5}');
    await centre.set('limits-of-others', '{"perSecond":6}');
    stop();
    await centre.set('limits', '{"perSecond":7}');

    expect(heard.mock.calls).toEqual([[{ perSecond: 5 }]]);
  });

  it('follows no more when closed', async () => {
    const { centre, limits } = await setUp();
    limits.close();
    await centre.set('limits', '{"perSecond":5}');

    expect(limits.current).toEqual({ perSecond: 1 });
  });
});
