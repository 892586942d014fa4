/** One more of something, of which there may be so many. */
export interface Place {
  readonly key: string;
  readonly most: number;
}

/** How many connections are open, by whatever they are counted by. */
export abstract class StayCounts {
  /** Whether those of all gateways of the installation are counted together. */
  abstract readonly isShared: boolean;
  /** Takes all of the places, or none when one of them is not there. */
  abstract take(places: readonly Place[]): boolean | Promise<boolean>;
  /** Gives back what was taken. */
  abstract free(places: readonly Place[]): void;
  abstract close(): void;
}
