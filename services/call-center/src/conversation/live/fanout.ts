/** Hears the hints of a topic that this node holds. */
export type Listener = (topic: string, hint: string) => void;

/**
 * Brings hints to the nodes that hold a topic, and to no others. A hint may be lost, never doubled or reordered between two
 * nodes: what it tells of is in the database, and who missed it reads it there.
 */
export abstract class Fanout {
  /** One listener for each node. @param again called when hints may have been lost. */
  abstract listen(listener: Listener, again: () => void): void;
  /** Once it resolves, hints of the topic come here. Does not reject: without the others it holds for this node alone. */
  abstract hold(topic: string): Promise<void>;
  abstract release(topic: string): void;
  /** To this node at once if it holds the topic, to the others soon. Does not throw. */
  abstract publish(topic: string, hint: string): void;
  abstract close(): Promise<void>;
}
