const MIB = 1024 * 1024;
const OOXML = 'application/vnd.openxmlformats-officedocument.';
const ODF = 'application/vnd.oasis.opendocument.';

/** What is taken; the gateway lets 10 MiB through to operations that declare no larger body. */
export const FILE_RULES = {
  maxBytes: 9 * MIB,
  contentTypes: [
    ...['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain'],
    ...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map((kind) => OOXML + kind),
    ...['text', 'spreadsheet', 'presentation'].map((kind) => ODF + kind),
  ],
};
