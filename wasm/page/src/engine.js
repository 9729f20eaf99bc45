// The engine of the npm package, in a worker of its own: a text of megabytes does not
// stop the typing. What the page asks is put in its terms here, and nowhere else.
import { connect } from 'appgauge/engine';

// kind is 'json' or 'ndjson'.
const terms = ({ kind, edition, locale, signal }) => ({ edition, locale, signal, kind: kind === 'ndjson' ? 'lines' : 'requests' });

export const startEngine = async () => {
  const engine = connect({
    url: new URL('engine.wasm', import.meta.url),
    worker: () => new Worker(new URL('engine-worker.js', import.meta.url), { type: 'module' }),
  });
  await engine.ready();
  return {
    /** What is to be said about the text, and the documented answer to it as the body of one request; null: accepted. */
    diagnostics: async (text, options) => {
      const found = await engine.diagnostics(text, terms(options));
      // A gateway knows no lines.
      const whole = options.kind === 'ndjson' ? await engine.diagnostics(text, terms({ ...options, kind: 'json' })) : found;
      return { ...found, answer: whole.answer };
    },
    complete: (text, at, options) => engine.complete(text, at, terms(options)),
    hover: (text, at, options) => engine.hover(text, at, terms(options)),
    fixes: (text, from, to, options) => engine.fixes(text, from, to, terms(options)),
  };
};
