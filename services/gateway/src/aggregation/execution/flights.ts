interface Flight<T> {
  readonly landed: Promise<T>;
  readonly abort: AbortController;
  waiting: number;
}

/** One call for all who ask the same at the same time; ended when the last of them does not wait any more. */
export class Flights<T> {
  readonly #flights = new Map<string, Flight<T>>();

  /** Rejects with the signal's reason when that aborts first. */
  join(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const flight = this.#flights.get(key) ?? this.#start(key, start);
    flight.waiting += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = () => {
        flight.waiting -= 1;
        if (flight.waiting === 0) this.#end(key, flight, signal.reason);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      void flight.landed.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  #start(key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const abort = new AbortController();
    const landed = start(abort.signal).finally(() => this.#forget(key, flight));
    const flight: Flight<T> = { landed, abort, waiting: 0 };
    this.#flights.set(key, flight);
    return flight;
  }

  #end(key: string, flight: Flight<T>, reason: unknown): void {
    this.#forget(key, flight);
    flight.abort.abort(reason);
  }

  #forget(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
