/** Something that is needed is not there; the message is for the person who started it. */
export class CannotPlay extends Error {}
