// Runs engine.wasm: the Go core as a WASI reactor.

// As much of WASI as the Go runtime asks for: a clock, chance, and a way to
// complain. There is no file, no argument and no environment.
const wasi = (memory) => {
  const ok = 0;
  const view = () => new DataView(memory().buffer);
  const decoder = new TextDecoder();
  const nothing = (count, size) => {
    view().setUint32(count, 0, true);
    view().setUint32(size, 0, true);
    return ok;
  };
  return {
    args_get: () => ok,
    args_sizes_get: nothing,
    environ_get: () => ok,
    environ_sizes_get: nothing,
    clock_time_get: (id, precision, out) => {
      const now = id ? performance.now() : Date.now();
      view().setBigUint64(out, BigInt(Math.round(now * 1e6)), true);
      return ok;
    },
    random_get: (at, length) => {
      crypto.getRandomValues(new Uint8Array(memory().buffer, at, length));
      return ok;
    },
    // The runtime writes only when it fails.
    fd_write: (fd, vectors, count, written) => {
      let size = 0;
      let text = '';
      for (let i = 0; i < count; i++) {
        const at = view().getUint32(vectors + 8 * i, true);
        const length = view().getUint32(vectors + 8 * i + 4, true);
        text += decoder.decode(new Uint8Array(memory().buffer, at, length));
        size += length;
      }
      console.error(text);
      view().setUint32(written, size, true);
      return ok;
    },
    sched_yield: () => ok,
    poll_oneoff: () => 52, // not supported: nothing here may wait
    proc_exit: (code) => {
      throw Error(`the engine ended with status ${code}`);
    },
  };
};

// Compiles while it downloads, where the server names the type; else afterwards.
const load = async (source, imports) => {
  if (source instanceof WebAssembly.Module) return { module: source, instance: await WebAssembly.instantiate(source, imports) };
  if (ArrayBuffer.isView(source) || source instanceof ArrayBuffer) return WebAssembly.instantiate(source, imports);
  const response = await (source instanceof Response ? source : fetch(source));
  if (!response.ok) throw Error(`${response.url}: status ${response.status}`);
  // Streaming wants this type, and no parameter after it.
  return WebAssembly.instantiateStreaming && response.headers.get('content-type')?.toLowerCase() === 'application/wasm'
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports);
};

// Linear memory never shrinks. One that a long text has left larger than this, in
// bytes, is given up for a fresh one after so many milliseconds without a question.
export const most = 64 * 2 ** 20;
export const quiet = 1000;

/** Starts an engine in this thread, from an address, a Response, bytes or a module. */
export const start = async (source) => {
  let exports;
  const run = (instance) => {
    ({ exports } = instance);
    exports._initialize();
  };
  // Each instance has the memory of its own.
  const imports = () => ({ wasi_snapshot_preview1: wasi(() => exports.memory) });
  const { module, instance } = await load(source, imports());
  run(instance);
  const startAfresh = () => run(new WebAssembly.Instance(module, imports()));

  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const answer = (length) => JSON.parse(decoder.decode(new Uint8Array(exports.memory.buffer, exports.output() >>> 0, length >>> 0)));
  const editions = answer(exports.editions());

  const options = ({ edition = editions[0].id, kind = 'requests', locale = 'en' } = {}) => {
    const number = editions.findIndex(({ id }) => id === edition);
    if (number < 0) throw RangeError(`no edition ${edition}: one of ${editions.map(({ id }) => id).join(', ')}`);
    return (number << 8) | ((locale === 'zh') << 1) | (kind === 'lines');
  };
  const memory = () => exports.memory.buffer.byteLength;
  let rest;
  const ask = (question, text, opts, ...at) => {
    const bits = options(opts);
    const room = 3 * text.length; // a unit is at most three bytes
    clearTimeout(rest);
    try {
      const input = exports.buffer(room) >>> 0;
      const { written } = encoder.encodeInto(text, new Uint8Array(exports.memory.buffer, input, room));
      return answer(exports[question](written, bits, ...at));
    } catch (error) {
      startAfresh(); // what has failed once within Go stays so
      throw error;
    } finally {
      if (memory() > most) {
        rest = setTimeout(startAfresh, quiet);
        rest.unref?.(); // node need not wait for it
      }
    }
  };
  return {
    module,
    editions,
    diagnostics: (text, opts) => ask('diagnostics', text, opts),
    complete: (text, at, opts) => ask('complete', text, opts, at),
    hover: (text, at, opts) => ask('hover', text, opts, at),
    fixes: (text, from, to, opts) => ask('fixes', text, opts, from, to),
    memory,
  };
};
