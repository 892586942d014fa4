/** What a node is told about a conversation or a person: the frame as clients get it, and what the node must know of it. */
export type Hint =
  | { readonly kind: 'message'; readonly seq: number; readonly frame: string; readonly isForAgents: boolean }
  /** Whoever misses it misses nothing that counts. */
  | { readonly kind: 'signal'; readonly frame: string }
  /** The person no longer takes part in this conversation. */
  | { readonly kind: 'left'; readonly conversationId: string };

/** One line of what it is, then the frame, which no node on the way has to read. */
export function written(hint: Hint): string {
  switch (hint.kind) {
    case 'message':
      return `${hint.isForAgents ? 'n' : 'm'}${hint.seq}\n${hint.frame}`;
    case 'signal':
      return `s\n${hint.frame}`;
    case 'left':
      return `l${hint.conversationId}\n`;
  }
}

export function readHint(text: string): Hint {
  const end = text.indexOf('\n');
  const [about, frame] = [text.slice(1, end), text.slice(end + 1)];
  if (text.startsWith('s')) return { kind: 'signal', frame };
  if (text.startsWith('l')) return { kind: 'left', conversationId: about };
  return { kind: 'message', seq: Number(about), frame, isForAgents: text.startsWith('n') };
}
