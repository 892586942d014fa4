/** Told after each part; rejects when the process is about to end, so that what goes on stops. */
export type OnProgress = (done: number, total: number) => Promise<void>;
