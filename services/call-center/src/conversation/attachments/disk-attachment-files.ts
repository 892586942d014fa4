import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { currentTenant } from '#libs/persistence/tenant-context';
import { checkedTenantId } from '#libs/persistence/tenant-id';
import { AttachmentFiles } from './attachment-files.js';

/** In a folder for each tenant; all processes of the service see the same folder. */
export class DiskAttachmentFiles extends AttachmentFiles {
  constructor(private readonly folder: string) {
    super();
  }

  /** Written aside and renamed: what is there is whole. */
  override async put(id: string, content: Buffer): Promise<void> {
    const path = this.#path(id);
    await mkdir(dirname(path), { recursive: true });
    const file = await open(`${path}.part`, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
  }

  override read(id: string): Promise<Buffer> {
    return readFile(this.#path(id));
  }

  /** Ids are made here, never by a client. */
  #path(id: string): string {
    return join(this.folder, checkedTenantId(currentTenant()), id);
  }
}
