/** Nobody is there any more to hear an answer. */
export class ClientLeft extends Error {}
