import type { App, Field, Violation } from './js.js';

export interface BindOptions {
  /** Puts a violation in words; absent: in English. */
  message?: (violation: Violation) => string;
}

/**
 * Binds the controls that are named like the fields: their custom validity follows their values, and what is wrong is
 * shown after them when they are left or the form is submitted. An optional field that is empty is not sent.
 * The function it returns unbinds them.
 */
export function bind(form: HTMLFormElement, options?: BindOptions): () => void;

/** The request that the form would send: its fields but for empty optional ones. */
export function values(form: HTMLFormElement): App;

/** The attributes of a field's input element. */
export function attributes(field: Field): { name: Field; required: boolean; pattern: string };

/** Defines an element that renders the whole form, and fires "app" with the request as its detail. */
export function define(tag?: string, options?: BindOptions & { labels?: Partial<Record<Field, string>>; submit?: string }): void;
