declare module 'bpmn-moddle' {
  import type { BpmnDefinitions } from 'bpmn-moddle/types';
  import type { ModdleElement } from 'moddle';

  export class BpmnModdle {
    constructor(packages: Record<string, object>);
    readonly registry: {
      readonly typeMap: Record<string, { properties: { name: string; isAttr?: boolean; xml?: object }[] }>;
    };
    /** @throws Error when the text is no BPMN */
    fromXML(xml: string): Promise<{ rootElement: ModdleElement<BpmnDefinitions>; warnings: ParseWarning[] }>;
    toXML(element: ModdleElement<BpmnDefinitions>, options: { format: boolean }): Promise<{ xml: string }>;
  }

  export interface ParseWarning {
    message: string;
    element?: ModdleElement<{ id?: string }>;
    property?: string;
    value?: string;
  }
}

declare module 'dmn-moddle' {
  import type { ModdleElement } from 'moddle';

  export class DmnModdle {
    /** @throws Error when the text is no DMN */
    fromXML(xml: string): Promise<{ rootElement: ModdleElement }>;
  }
}
