/** As many agents at once. */
const LANES = 8;

export async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}

export async function perSecondOf(count: number, work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return Number(((count / (performance.now() - begun)) * 1_000).toFixed(1));
}
