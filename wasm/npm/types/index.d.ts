import type { App } from './js.js';

export * from './js.js';

interface Issue {
  readonly message: string;
  readonly path?: readonly PropertyKey[];
}

interface Target {
  readonly target: 'draft-2020-12' | 'draft-07' | (string & {});
}

/** The rules as a Standard Schema 1.1 and a Standard JSON Schema. */
export declare const app: {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'appgauge';
    readonly types?: { readonly input: App; readonly output: App };
    /** Returns at once. The value is returned as it came, with unknown members. */
    readonly validate: (
      value: unknown,
    ) => { readonly value: App; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
    /** Throws where the target is neither draft-2020-12 nor draft-07. */
    readonly jsonSchema: {
      readonly input: (options: Target) => Record<string, unknown>;
      readonly output: (options: Target) => Record<string, unknown>;
    };
  };
};
