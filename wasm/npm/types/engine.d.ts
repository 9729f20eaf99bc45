/** How a text is to be judged. */
export interface Options {
  /** The rule set; absent: the standing one. */
  edition?: '2023-11' | '2023-04' | '2025-12-zh';
  /** requests: one create request or an array of them; lines: one in each line. Absent: requests. */
  kind?: 'requests' | 'lines';
  /** The language of everything that is to be read. Absent: en. */
  locale?: 'en' | 'zh';
}

/** A stretch of the text, in UTF-16 code units as strings count. */
export interface Span {
  from: number;
  to: number;
}

export interface Diagnostic extends Span {
  severity: 'error' | 'warning';
  /** What is wrong in a form that stays: name.maxLength, syntax.trailingComma. */
  code: string;
  rule: string;
  field?: string;
  message: string;
  /** The documented member that an unknown one may be meant for. */
  suggestion?: string;
  /** Where the rule is documented. */
  reference?: string;
}

export interface Diagnostics {
  /** At most 1,000, and at most 100 of what makes a text no JSON: of more than those, the first. */
  diagnostics: Diagnostic[];
  /** How many there are in all: exactly, or, where they are too many or too far apart to count cheaply, at least. */
  total: number;
  exact: boolean;
  /** The gateway's documented answer to the text as a request; null where it is valid, and for lines. */
  answer: { status: number; error_code: string; error_msg: string } | null;
}

export interface Edit extends Span {
  insert: string;
}

export interface Completion extends Edit {
  kind: 'member' | 'value' | 'request';
  label: string;
  detail?: string;
  /** Markdown. */
  doc?: string;
  /** The text to compare with what is typed. */
  filter?: string;
  /** insert with places to type in, in the syntax of LSP. */
  snippet?: string;
  /** Made besides, elsewhere. */
  edits: Edit[];
}

export interface Hover extends Span {
  markdown: string;
}

export interface Fix {
  title: string;
  preferred: boolean;
  edits: Edit[];
  diagnostic: Diagnostic;
}

export interface Edition {
  id: string;
  about: string;
}

export interface Engine {
  /** As compiled; a further engine starts from it at once. */
  module: WebAssembly.Module;
  editions: Edition[];
  diagnostics(text: string, options?: Options): Diagnostics;
  complete(text: string, at: number, options?: Options): Completion[];
  hover(text: string, at: number, options?: Options): Hover | null;
  fixes(text: string, from: number, to: number, options?: Options): Fix[];
  /**
   * The bytes of WebAssembly memory it holds. A long text makes it grow; more than 64 MiB is left to the garbage
   * collector once nothing has been asked for a second.
   */
  memory(): number;
}

/** Starts an engine in this thread: from an address, a Response, bytes or a compiled module. */
export function start(source: string | URL | Response | BufferSource | WebAssembly.Module): Promise<Engine>;

/** Where the package has the engine; also package entry engine.wasm. */
export const wasm: URL;

export interface QuestionOptions extends Options {
  /**
   * Gives the question up when it aborts: it rejects at once with the signal's reason, and if it still waits for its
   * turn, it is never worked on.
   */
  signal?: AbortSignal;
}

/** An engine in a module worker. It answers one question at a time, in the order in which they are asked. */
export interface Connection {
  /** Starts it, and tells the editions. Any question does so too. */
  ready(): Promise<Edition[]>;
  diagnostics(text: string, options?: QuestionOptions): Promise<Diagnostics>;
  complete(text: string, at: number, options?: QuestionOptions): Promise<Completion[]>;
  hover(text: string, at: number, options?: QuestionOptions): Promise<Hover | null>;
  fixes(text: string, from: number, to: number, options?: QuestionOptions): Promise<Fix[]>;
  /**
   * The bytes of WebAssembly memory it held at the last answer. Where that is more than 64 MiB and nothing has been asked
   * for a second, the worker ends, and another one begins with the next question.
   */
  memory(): number;
  /** Ends the worker. Questions without an answer are rejected, and so is every later one. */
  close(): void;
}

/**
 * Connects to an engine; nothing is loaded before the first question. worker is for bundlers that make it themselves: a
 * function that makes one, or a worker, which then is never replaced by another to give back its memory.
 */
export function connect(options?: { url?: string | URL; worker?: Worker | (() => Worker) }): Connection;
