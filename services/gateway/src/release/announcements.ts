import type { Audience } from '#libs/discovery/release/audience';
import type { Releases } from '#libs/discovery/release/releases';
import type { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import type { EventStream } from '../own/event-stream.api.js';
import { OpenStreams } from '../own/open-streams.api.js';
import type { Asking } from '../own/own-operation.api.js';
import { versionsFor, type Versions } from './versions.js';

/** Instances come and go in groups: clients are told once. */
const CALM_MS = 100;

interface Listener {
  readonly who: Audience;
  known: Versions;
}

/** Tells clients when they get another version of something: a page may load itself anew, or ask its user to. */
export class Announcements {
  readonly #streams = new OpenStreams<Listener>();
  readonly #stopWatching: () => void;
  #calm: NodeJS.Timeout | undefined;

  constructor(
    private readonly releases: Releases,
    private readonly registry: ServiceRegistry,
  ) {
    this.#stopWatching = releases.onChange(() => {
      this.#calm ??= setTimeout(() => this.#tellAll(), CALM_MS).unref();
    });
  }

  versionsFor(who: Audience): Versions {
    return versionsFor(who, this.releases, this.registry);
  }

  /** @throws Refusal 429 `too-many-streams` */
  open(asking: Asking): void {
    const who = asking.caller.audience;
    const known = this.versionsFor(who);
    this.#streams.open(asking, { who, known }).tell('versions', known);
  }

  endAll(): void {
    this.#streams.endAll();
  }

  close(): void {
    this.#stopWatching();
    clearTimeout(this.#calm);
  }

  #tellAll(): void {
    this.#calm = undefined;
    for (const [stream, listener] of this.#streams.all()) this.#tell(stream, listener);
  }

  /** What has gone is not told: another version of it is on its way, or nothing can be done about it. */
  #tell(stream: EventStream, listener: Listener): void {
    const now = this.versionsFor(listener.who);
    for (const [name, version] of Object.entries(now)) {
      const from = listener.known[name] ?? null;
      if (from !== version) stream.tell('version', { name, from, version });
    }
    listener.known = { ...listener.known, ...now };
  }
}
