declare module 'bpmn-moddle' {
  import type { BpmnModdleTypeMap } from 'bpmn-moddle/types';

  type Definitions = BpmnModdleTypeMap['bpmn:Definitions'];

  export class BpmnModdle {
    constructor(packages: Record<string, object>);
    readonly registry: {
      readonly typeMap: Record<string, { properties: Property[] }>;
      /** With what it inherits. */
      getEffectiveDescriptor(type: string): { readonly properties: readonly Property[] };
    };
    /** @throws Error when the text is no BPMN */
    fromXML(xml: string): Promise<{ rootElement: Definitions; warnings: ParseWarning[] }>;
    toXML(element: Definitions, options: { format: boolean }): Promise<{ xml: string }>;
  }

  interface Property {
    name: string;
    isAttr?: boolean;
    isVirtual?: boolean;
    xml?: { serialize: string };
  }

  export interface ParseWarning {
    message: string;
    element?: BpmnModdleTypeMap[keyof BpmnModdleTypeMap];
    property?: string;
    value?: string;
  }
}

declare module 'dmn-moddle' {
  import type { ParseWarning } from 'bpmn-moddle';

  export class DmnModdle {
    /** @throws Error when the text is no DMN */
    fromXML(xml: string): Promise<{ rootElement: object; warnings: ParseWarning[] }>;
  }
}
