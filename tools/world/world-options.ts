/** Which suite to work with. */
export interface WorldOptions {
  /** One that runs already. */
  readonly url?: string | undefined;
  /** Its tenant's administrator, `login:password`. */
  readonly admin?: string | undefined;
  readonly profile: 'embedded' | 'cluster';
  /** Its parts are to be taken away: each behind a proxy of this run's own. */
  readonly chaos?: boolean;
}
