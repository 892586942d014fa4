/** A server of Redis, and the prefix of keys and channels there. */
export interface RedisPlace {
  readonly url: string;
  readonly namespace: string;
}

/** Token of the one that processes of a service meet at; undefined: there is only one process. */
export const REDIS_PLACE = Symbol('redis place');
