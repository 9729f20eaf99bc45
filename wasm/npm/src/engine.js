// The engine behind a worker, so that nothing it does holds up the page. Neither
// the worker nor its megabytes are loaded before the first question.
import { most, quiet, start } from './engine/host.js';

export { start };

export const wasm = new URL('./engine.wasm', import.meta.url);

export const connect = ({ url = wasm, worker: given } = {}) => {
  const make =
    typeof given === 'function' ? given : given ? undefined : () => new Worker(new URL('./engine-worker.js', import.meta.url), { type: 'module' });
  let worker = make ? undefined : given;
  let source = new URL(url, globalThis.location?.href).href;
  let started;
  let closed;
  let held = 0; // bytes of memory
  let rest;

  // The worker has one question at a time. Those that wait do so here, where one that
  // is given up costs nothing.
  let asked;
  const waiting = [];
  const next = () => {
    while (!asked && waiting.length) {
      asked = waiting.shift();
      try {
        worker.postMessage(asked.message);
      } catch (error) {
        // What cannot be copied to the worker.
        asked.reject(error);
        asked = undefined;
      }
    }
  };
  const post = (question, args, signal) =>
    new Promise((resolve, reject) => {
      const settle = (outcome) => (result) => {
        signal?.removeEventListener('abort', giveUp);
        outcome(result);
      };
      const entry = { message: { question, args }, resolve: settle(resolve), reject: settle(reject) };
      const giveUp = () => {
        const at = waiting.indexOf(entry);
        if (at >= 0) waiting.splice(at, 1);
        reject(signal.reason);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      clearTimeout(rest);
      waiting.push(entry);
      next();
    });

  // What fails once does not come back: every further question fails alike.
  const fail = (message) => {
    clearTimeout(rest);
    closed = Error(message);
    asked?.reject(closed);
    for (const { reject } of waiting.splice(0)) reject(closed);
  };
  // Only with its worker does the browser take back an engine's memory at once.
  const dismiss = () => {
    worker.terminate();
    worker = undefined;
    held = 0;
  };
  const launch = async () => {
    worker ??= make();
    worker.onmessage = ({ data: { value, error, memory } }) => {
      const { resolve, reject } = asked;
      asked = undefined;
      held = memory;
      if (error === undefined) resolve(value);
      else reject(Error(error));
      next();
      if (!asked && make && held > most) rest = setTimeout(dismiss, quiet);
    };
    worker.onerror = (event) => fail(event.message || 'the worker of the engine could not be loaded');
    const { editions, module } = await post('start', [source]);
    source = module; // compiled once for all workers
    return editions;
  };
  const ready = () => {
    started ??= closed ? Promise.reject(closed) : launch();
    return started;
  };
  const ask = async (question, where, { signal, ...options } = {}) => {
    signal?.throwIfAborted();
    if (closed) throw closed;
    if (!started || !worker) {
      const begun = started ? launch() : ready();
      if (!worker) await begun; // there is none to ask
      begun.catch(() => {}); // it tells every question
    }
    return post(question, [...where, options], signal);
  };
  return {
    ready,
    diagnostics: (text, options) => ask('diagnostics', [text], options),
    complete: (text, at, options) => ask('complete', [text, at], options),
    hover: (text, at, options) => ask('hover', [text, at], options),
    fixes: (text, from, to, options) => ask('fixes', [text, from, to], options),
    memory: () => held,
    close: () => {
      worker?.terminate();
      held = 0;
      fail('the engine is closed');
    },
  };
};
