/** The clock's work is shared out among the processes of the service. Never lower it: rows of a lost partition would stay behind. */
export const CONVERSATION_PARTITIONS = 8;

/** By the random end of the id. */
export function partitionOf(conversationId: string): number {
  return Number.parseInt(conversationId.slice(-4), 16) % CONVERSATION_PARTITIONS;
}
