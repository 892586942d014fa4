import type { Live } from '#libs/discovery/config/live-value';
import { verdictAt } from '#libs/file-intake/scan/verdict';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Refusal } from '#libs/web/http/problem';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { AttachmentRules } from '#libs/contracts/settings/ticket-attachments';
import { ATTACHMENT_RULES } from '../attachment-rules.js';
import { VirusScanner } from './virus-scanner.js';

/** The scanner that the rules name, if they name one. */
@Injectable()
export class NamedScanner extends VirusScanner {
  constructor(
    @Inject(ATTACHMENT_RULES) private readonly rules: Live<AttachmentRules>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  override async scan(content: AsyncIterable<Uint8Array>): Promise<'not-scanned' | 'clean' | 'infected'> {
    const { scanner } = this.rules.current;
    if (!scanner) return 'not-scanned';
    try {
      return await verdictAt(scanner, content);
    } catch (error) {
      this.logger.error({ err: error }, 'the virus scanner gives no verdict: a file was refused');
      throw new Refusal(503, 'scanner-unavailable', 'Files cannot be scanned at the moment; try again later.');
    }
  }
}
