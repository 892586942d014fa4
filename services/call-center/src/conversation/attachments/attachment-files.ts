/** Where the bytes of attachments lie, of the tenant in context. */
export abstract class AttachmentFiles {
  /** Durable when it resolves. */
  abstract put(id: string, content: Buffer): Promise<void>;
  /** @throws Error when it is not there */
  abstract read(id: string): Promise<Buffer>;
}
