import { OpenApiFault, operationsOf, type ImportedOperation } from '#libs/integration/open-api/operations-of';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InterfaceChecks } from '../document/interface-checks.js';
import { OpenApiInvalid } from '../domain/integration.errors.js';
import type { Operation } from '../domain/interface-document.js';
import { OutsideInterfaces } from '../domain/outside-interface.repository.js';
import { OperationBody } from '../interface-document.dto.js';

/** Puts operations of an OpenAPI document into the draft, those of the same names in the place of what was there. */
export class ImportOperations extends Command<void> {
  constructor(
    readonly interfaceId: string,
    readonly document: Readonly<Record<string, unknown>>,
    /** null: all. */
    readonly wanted: readonly string[] | null,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ImportOperations)
export class ImportOperationsHandler implements ICommandHandler<ImportOperations> {
  constructor(
    private readonly interfaces: OutsideInterfaces,
    private readonly checks: InterfaceChecks,
  ) {}

  async execute({ interfaceId, document, wanted, by }: ImportOperations): Promise<void> {
    const imported = operationsIn(document, wanted);
    await this.interfaces.update(interfaceId, (outside) => {
      const draft = { ...outside.draft, operations: { ...outside.draft.operations, ...imported } };
      outside.replace(outside.name, draft, this.checks.problemsOf(draft), by);
    });
  }
}

/** @throws OpenApiInvalid */
function operationsIn(document: Readonly<Record<string, unknown>>, wanted: readonly string[] | null) {
  try {
    const { operations } = operationsOf(document);
    const missing = (wanted ?? []).filter((name) => !Object.hasOwn(operations, name));
    if (missing.length > 0) throw new OpenApiInvalid(`The document has no operation ${missing.join(', ')}.`);
    const chosen = Object.entries(operations).filter(([name]) => wanted === null || wanted.includes(name));
    return Object.fromEntries(chosen.map(([name, operation]) => [name, wholeOperation(name, operation)]));
  } catch (error) {
    if (error instanceof OpenApiFault) throw new OpenApiInvalid(error.message);
    throw error;
  }
}

/** What the document leaves out is filled in as for one given by hand. @throws OpenApiInvalid */
function wholeOperation(name: string, operation: ImportedOperation): Operation {
  const read = OperationBody.safeParse(operation);
  if (read.success) return read.data;
  const fields = read.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new OpenApiInvalid(`The operation ${name} cannot be taken over: ${fields}.`);
}
