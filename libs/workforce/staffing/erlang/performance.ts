/** How a queue does in the long run, with so many agents. Shares from 0 to 1, durations in seconds. */
export interface Performance {
  readonly agents: number;
  readonly erlangs: number;
  /** Of all who come, those who find every agent busy. */
  readonly waitShare: number;
  readonly abandonShare: number;
  /** Of an agent's time, what is work. */
  readonly occupancy: number;
  /** Waiting of all who come, those who hang up included. */
  readonly meanWaitSeconds: number;
  /** Waiting of those who are answered (ASA). */
  readonly averageSpeedOfAnswerSeconds: number;
  /** How many wait, on average. */
  readonly meanWaiting: number;
  /** Those who are answered by then, of all who come: AN≤T / (AN + AB). */
  serviceLevel(withinSeconds: number): number;
  /** Those whose waiting is over by then, answered or not, of all who come: (AN≤T + AB≤T) / (AN + AB). */
  waitedAtMost(seconds: number): number;
}
