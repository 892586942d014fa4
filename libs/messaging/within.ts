import { timeout, TimeoutStrategy } from 'cockatiel';

/** Rejects when the work takes longer, or the signal says so. The work is told by its own signal; it may still go on. */
export function within<T>(ms: number, work: (over: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
  return timeout(ms, TimeoutStrategy.Aggressive).execute(({ signal: over }) => work(over), signal);
}
