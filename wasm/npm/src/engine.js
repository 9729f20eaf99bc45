// The engine behind a worker, so that nothing it does holds up the page. Neither
// the worker nor its megabytes are loaded before the first question.
import { start } from './engine/host.js';

export { start };

export const wasm = new URL('./engine.wasm', import.meta.url);

export const connect = ({ url = wasm, worker } = {}) => {
  let started;
  let last = 0;
  const waiting = new Map();
  let closed;
  const post = (question, args) =>
    new Promise((resolve, reject) => {
      if (closed) throw closed;
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ id: last, question, args });
    });
  // What fails once does not come back: every further question fails alike.
  const fail = (message) => {
    closed = Error(message);
    for (const { reject } of waiting.values()) reject(closed);
    waiting.clear();
  };
  const ready = () => {
    if (started || closed) return (started ??= Promise.reject(closed));
    worker ??= new Worker(new URL('./engine-worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data: { id, value, error } }) => {
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) resolve(value);
      else reject(Error(error));
    };
    worker.onerror = (event) => fail(event.message || 'the worker of the engine could not be loaded');
    return (started = post('start', [new URL(url, location.href).href]));
  };
  const ask = async (question, ...args) => {
    await ready();
    return post(question, args);
  };
  return {
    ready,
    diagnostics: (text, options) => ask('diagnostics', text, options),
    complete: (text, at, options) => ask('complete', text, at, options),
    hover: (text, at, options) => ask('hover', text, at, options),
    fixes: (text, from, to, options) => ask('fixes', text, from, to, options),
    close: () => {
      worker?.terminate();
      fail('the engine is closed');
    },
  };
};
