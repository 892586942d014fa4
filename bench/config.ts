/** Where the real database is; the one of `npm run real -- up` unless said otherwise. */
export function databaseUrl(): string {
  return process.env.DB_URL ?? 'mysql://root:switchboard@127.0.0.1:23306';
}

/** Where the real Redis is; the one of `npm run real -- up` unless said otherwise. */
export function redisUrl(): string {
  return process.env.REDIS_URL ?? 'redis://127.0.0.1:26379';
}
