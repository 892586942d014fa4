/** How customers and agents are; durations in seconds of the day that is played. */
export interface Habits {
  /** Talking and after-contact work together, on average. */
  readonly handleSeconds: number;
  /** Of it, after-contact work. */
  readonly wrapUpShare: number;
  readonly patienceSeconds: number;
  /** Contacts that one agent has at once. */
  readonly slots: number;
}

export const VOICE: Habits = { handleSeconds: 300, wrapUpShare: 0.15, patienceSeconds: 180, slots: 1 };
export const CHAT: Habits = { handleSeconds: 600, wrapUpShare: 0, patienceSeconds: 300, slots: 3 };

/** How long an agent's telephone rings. */
export const PICK_UP_SECONDS = 3;

/** Standard deviation through mean of handle times that are not exponential. */
export const HANDLE_VARIATION = 1.2;

/** So many are answered so soon, is the aim. */
export const AIM = { share: 0.8, withinSeconds: 20 };
