import { AggregateRoot } from '#libs/kernel/aggregate-root';
import {
  InterfaceAlreadyThere,
  InterfaceChanged,
  InterfaceHasErrors,
  InterfaceModeUnchanged,
  InterfaceVersionNotFound,
} from './integration.errors.js';
import type { OutsideInterfaceEvent } from './integration.events.js';
import type { InterfaceDocument, Mode } from './interface-document.js';
import type { InterfaceProblem } from './interface-problem.js';

/** A system outside: a draft somebody works on, which of its published versions is live, and where answers come from. */
export class OutsideInterface extends AggregateRoot<OutsideInterfaceEvent> {
  readonly code!: string;
  readonly name!: string;
  readonly draft!: InterfaceDocument;
  readonly problems!: readonly InterfaceProblem[];
  readonly savedBy!: string;
  private latest!: number;
  private live!: number | null;
  private mode!: Mode;

  private constructor() {
    super();
  }

  static of(
    id: string,
    code: string,
    name: string,
    draft: InterfaceDocument,
    problems: readonly InterfaceProblem[],
    by: string,
  ): OutsideInterface {
    const made = new OutsideInterface();
    Object.assign(made, { id, code });
    made.latest = 0;
    made.live = null;
    made.mode = 'live';
    made.replace(name, draft, problems, by);
    return made;
  }

  /** Whatever is wrong with it is kept with it until it is right. */
  replace(name: string, draft: InterfaceDocument, problems: readonly InterfaceProblem[], by: string): void {
    Object.assign(this, { name, draft, problems, savedBy: by });
  }

  /**
   * The draft becomes the next version, which is live from now on.
   * @param checked the interface's version these problems are about
   * @returns the number of the new version
   */
  publish(checked: number, problems: readonly InterfaceProblem[], note: string, by: string, now: Date): number {
    if (this.version !== checked)
      throw new InterfaceChanged('The draft was changed while it was checked: look at it again.', { id: this.id });
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0)
      throw new InterfaceHasErrors(`The interface has ${errors.length} error(s). The first: ${errors[0]!.message}`);
    Object.assign(this, { problems });
    this.latest += 1;
    this.live = this.latest;
    this.record({ type: 'interface-published', number: this.latest, note, by, at: now });
    return this.latest;
  }

  /** Another version is live, at once; callers that pin one stay on theirs. */
  rollBack(to: number, reason: string, by: string, now: Date): void {
    if (to < 1 || to > this.latest)
      throw new InterfaceVersionNotFound(`There is no version ${to} of the interface.`, { id: this.id, number: to });
    if (this.live === null || to === this.live)
      throw new InterfaceAlreadyThere(`Version ${to} is live already.`, { id: this.id, number: to });
    this.record({ type: 'interface-rolled-back', from: this.live, to, reason, by, at: now });
    this.live = to;
  }

  switchTo(mode: Mode, by: string, now: Date): void {
    if (mode === this.mode) throw new InterfaceModeUnchanged(`The mode is ${mode} already.`, { id: this.id });
    this.record({ type: 'interface-mode-switched', from: this.mode, to: mode, by, at: now });
    this.mode = mode;
  }

  /** What the secret is stays with whoever keeps it. */
  noteSecret(secret: string, by: string, now: Date): void {
    this.record({ type: 'interface-secret-set', secret, by, at: now });
  }
}
