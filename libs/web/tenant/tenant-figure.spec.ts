import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { TenantFigure } from './tenant-figure.js';

describe('a figure of each tenant', () => {
  let clock: FakeClock;
  let stirs: number;
  let value: number;
  let measured: number;
  let figure: TenantFigure;

  beforeEach(() => {
    clock = new FakeClock();
    [stirs, value, measured] = [0, 0, 0];
    figure = new TenantFigure({ ids: () => ['acme', 'globex'] }, { of: () => stirs }, clock, async () => {
      measured += 1;
      return value;
    });
  });

  it('is measured once while it is nothing and nothing is written', async () => {
    expect(await figure.ofEach()).toEqual([0, 0]);
    expect(await figure.ofEach()).toEqual([0, 0]);
    expect(measured).toBe(2);
  });

  it('is measured again after something was written', async () => {
    await figure.ofEach();
    [stirs, value] = [1, 3];
    expect(await figure.ofEach()).toEqual([3, 3]);
  });

  it('is measured each time while it is something', async () => {
    value = 3;
    await figure.ofEach();
    value = 2;
    expect(await figure.ofEach()).toEqual([2, 2]);
  });

  it('is measured after a minute at the latest', async () => {
    await figure.ofEach();
    value = 5;
    clock.advance({ minutes: 1 });
    expect(await figure.ofEach()).toEqual([5, 5]);
  });
});
