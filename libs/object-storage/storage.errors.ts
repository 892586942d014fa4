/** There is nothing under this key. */
export class NoSuchObject extends Error {
  constructor() {
    super('there is no such object');
    this.name = 'NoSuchObject';
  }
}

/** What lies there is not what was put there: truncated, changed, moved from another key, or sealed by an unknown key. */
export class DamagedObject extends Error {
  constructor(how: string) {
    super(`the object is damaged: ${how}`);
    this.name = 'DamagedObject';
  }
}

/** Keys are names joined by slashes, of letters, digits, dots, dashes and underscores; no name begins with a dot. */
export class MalformedKey extends Error {
  constructor() {
    super('the key of an object is malformed');
    this.name = 'MalformedKey';
  }
}
