/** Runs the work at the first SIGTERM or SIGINT, then ends the process; what hangs is cut after `graceMs`. */
export function onceStopped(work: () => Promise<void>, graceMs = 10_000): void {
  const stop = () => {
    setTimeout(() => process.exit(1), graceMs).unref();
    void work().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
}
