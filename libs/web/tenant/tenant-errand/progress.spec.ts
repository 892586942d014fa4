import { expect, it } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { notedNowAndThen } from './progress.js';

it('progress is noted with the first part and the last, and between them twice a second', async () => {
  const clock = new FakeClock();
  const noted: string[] = [];
  const tell = notedNowAndThen(clock, async (done, total) => void noted.push(`${done}/${total}`));
  for (let part = 1; part <= 10; part++) {
    await tell(part, 10);
    clock.advance(200);
  }
  expect(noted).toEqual(['1/10', '4/10', '7/10', '10/10']);
  await tell(10, 10);
  expect(noted.at(-1)).toBe('10/10');
});
