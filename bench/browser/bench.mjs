// Compares the package with its peers: sizes, speed in node, Chromium and Firefox,
// and what each makes of odd values. Prints Markdown. Needs the built package:
//
//	(cd ../../wasm/npm && npm ci && npm run build); npm ci; node bench.mjs
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import Ajv from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import puppeteer from 'puppeteer-core';

const at = (name) => fileURLToPath(new URL(name, import.meta.url));
const dist = at('../../wasm/npm/dist');
const peers = ['appgauge-js', 'appgauge', 'zod', 'zod-mini', 'valibot', 'ajv-standalone', 'ajv-apart', 'ajv', 'arktype', 'regex'];
const titles = { 'appgauge-js': 'appgauge/js', 'zod-mini': 'zod/mini', 'ajv-standalone': 'ajv standalone', 'ajv-apart': 'ajv standalone, patterns apart', regex: 'regex by hand' };
const title = (name) => titles[name] ?? name;

const schema = JSON.parse(await readFile(at('../../schemas/2023-11/create-app.request.json'), 'utf8'));
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, code: { source: true, esm: true } });
const generate = (schema) => standalone.default(ajv, ajv.compile(schema));
// A pattern for the first character and one for the others: ajv reports one issue for a pattern, whatever is wrong.
const apart = structuredClone(schema);
delete apart.$id;
for (const property of Object.values(apart.properties)) {
  const [, first, chars] = property.pattern?.match(/^\^(\[.*?\])(\[.*\]\*\$)$/) ?? [];
  if (!first) continue;
  delete property.pattern;
  property.allOf = [{ pattern: `^${first}` }, { pattern: `^${chars}` }];
}
const generated = { '#ajv-standalone': generate(schema), '#ajv-apart': generate(apart) };

const plugin = {
  name: 'bench',
  setup(bundle) {
    bundle.onResolve({ filter: /^appgauge(\/js)?$/ }, ({ path: name }) => ({ path: path.join(dist, name === 'appgauge' ? 'index.js' : 'js.js') }));
    bundle.onResolve({ filter: /^#ajv-/ }, ({ path: name }) => ({ path: name, namespace: 'generated' }));
    bundle.onLoad({ filter: /.*/, namespace: 'generated' }, ({ path: name }) => ({ contents: generated[name], resolveDir: at('.') }));
  },
};
const options = { bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'utf8', write: false, plugins: [plugin] };

// The very bundles whose sizes are told are those that run.
const bundles = { 'measure.js': (await build({ ...options, entryPoints: [at('measure.js')] })).outputFiles[0].contents };
const sizes = {};
for (const name of peers) {
  const { outputFiles } = await build({ ...options, entryPoints: [at(`peers/${name}.js`)] });
  const code = outputFiles[0].contents;
  bundles[`${name}.js`] = code;
  sizes[name] = [code.length, gzipSync(code, { level: 9 }).length, brotliCompressSync(code).length];
}

// Runs where the bundles are, in node and in a page.
const run = async (base, peers) => {
  const { fidelity, speed } = await import(`${base}measure.js`);
  const loaded = {};
  for (const name of peers) loaded[name] = (await import(`${base}${name}.js`)).issues;
  return { speed: speed(loaded), fidelity: Object.fromEntries(peers.map((name) => [name, fidelity(loaded[name])])) };
};

const inNode = async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'appgauge-bench-'));
  try {
    await writeFile(path.join(folder, 'package.json'), '{"type": "module"}');
    for (const [name, code] of Object.entries(bundles)) await writeFile(path.join(folder, name), code);
    return await run(`${pathToFileURL(folder).href}/`, peers);
  } finally {
    await rm(folder, { recursive: true });
  }
};

// How long the inline module of the entry . takes to compile and to instantiate, as the
// entry loads it: the first module of a fresh page, or of a fresh process of node; and again,
// when the engine has started WebAssembly. The entry is not changed; the two constructors
// tell the time. In milliseconds.
const gateTime = async (entry) => {
  let took = 0;
  for (const name of ['Module', 'Instance'])
    WebAssembly[name] = new Proxy(WebAssembly[name], {
      construct(target, args) {
        const start = performance.now();
        const made = new target(...args);
        took += performance.now() - start;
        return made;
      },
    });
  await import(entry);
  const first = took;
  await import(`${entry}#again`); // another module to the engine, the same file to the server
  return { first, again: took - first };
};

// Whether the engine has the JS String Builtins: the module imports nothing from JavaScript then.
const hasBuiltins = async (address) => {
  const bytes = await (await fetch(address)).arrayBuffer();
  return WebAssembly.Module.imports(new WebAssembly.Module(bytes, { builtins: ['js-string'] })).length === 0;
};

const cold = 21; // pages or processes

const spread = (times) => {
  const sorted = (which) => times.map((time) => time[which]).sort((a, b) => a - b);
  const median = (list) => list[list.length >> 1];
  return { median: median(sorted('first')), most: sorted('first').at(-1), again: median(sorted('again')) };
};

const gateInNode = async () => {
  const entry = pathToFileURL(path.join(dist, 'index.js')).href;
  const script = `console.log(JSON.stringify(await (${gateTime})(${JSON.stringify(entry)})))`;
  const times = [];
  for (let i = 0; i < cold; i++) times.push(JSON.parse((await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])).stdout));
  return spread(times);
};

// A context of its own shares nothing with the pages before it.
const gateInBrowser = async (browser, origin) => {
  const times = [];
  for (let i = 0; i < cold; i++) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.goto(origin);
    times.push(await page.evaluate(gateTime, '/dist/index.js'));
    await context.close();
  }
  return spread(times);
};

// How long rules.wasm takes on average, over and over, in milliseconds.
const compileTime = async (address) => {
  const binary = new Uint8Array(await (await fetch(address)).arrayBuffer());
  const builtins = { length: (text) => text.length, charCodeAt: (text, index) => text.charCodeAt(index) };
  const start = performance.now();
  const count = 200;
  for (let i = 0; i < count; i++) {
    new WebAssembly.Instance(new WebAssembly.Module(binary, { builtins: ['js-string'] }), { 'wasm:js-string': builtins }).exports.name('app_demo');
  }
  return (performance.now() - start) / count;
};

const engineTimes = async () => {
  const { start } = await import('/dist/engine.js');
  const bytes = await (await fetch('/dist/engine.wasm')).arrayBuffer();
  const begin = performance.now();
  const engine = await start(bytes);
  const ready = performance.now() - begin;
  const best = (f, rounds, count) => {
    let least = Infinity;
    for (let r = 0; r < rounds; r++) {
      const start = performance.now();
      for (let i = 0; i < count; i++) f();
      least = Math.min(least, (performance.now() - start) / count);
    }
    return least;
  };
  const small = '{"name": "app_demo", "remark": "Demo app"}';
  const many = (name) => `[${Array.from({ length: 14_000 }, (_, i) => `{"name": "${name}${i}", "remark": "Demo app ${i}", "app_key": "abcdefgh"}`)}]`;
  const [clean, broken] = [many('app_demo'), many('1-app')];
  return {
    ready,
    first: best(() => engine.diagnostics(broken), 1, 1),
    small: best(() => engine.diagnostics(small), 20, 2000) * 1000,
    clean: best(() => engine.diagnostics(clean), 20, 1),
    broken: best(() => engine.diagnostics(broken), 20, 1),
  };
};

const launch = {
  Chromium: {
    browser: 'chrome',
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  },
  Firefox: { browser: 'firefox', executablePath: '/usr/bin/firefox-esr' },
};

const inBrowser = async (name) => {
  const types = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
  const server = createServer(async ({ url }, response) => {
    response.setHeader('content-type', types[path.extname(url)] ?? 'text/html');
    // Only a page that is isolated is told the time to less than a millisecond, in Firefox.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    if (url.startsWith('/dist/')) response.end(await readFile(path.join(dist, url.slice('/dist/'.length))));
    else response.end(bundles[url.slice(1)] ?? '<!doctype html><title>bench</title>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const userDataDir = await mkdtemp(path.join(os.tmpdir(), 'appgauge-bench-'));
  const browser = await puppeteer.launch({ ...launch[name], headless: true, userDataDir, protocolTimeout: 300_000 });
  try {
    const origin = `http://127.0.0.1:${server.address().port}/`;
    const gate = await gateInBrowser(browser, origin);
    const page = await browser.newPage();
    await page.goto(origin);
    const builtins = await page.evaluate(hasBuiltins, '/dist/rules.wasm');
    const engine = await page.evaluate(engineTimes);
    const compile = await page.evaluate(compileTime, '/dist/rules.wasm');
    const result = await page.evaluate(run, '/', peers);
    return { ...result, gate, builtins, compile, engine, version: await browser.version() };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
    await rm(userDataDir, { recursive: true, force: true, maxRetries: 3 });
  }
};

const engines = { [`node ${process.versions.node}`]: { ...(await inNode()), gate: await gateInNode() } };
for (const name of Object.keys(launch)) {
  const result = await inBrowser(name);
  engines[`${name} ${result.version.match(/[\d.]+/)[0].split('.')[0]}`] = result;
}

const table = (header, rows) => {
  console.log([header, header.map((_, i) => (i ? '--:' : '---')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n') + '\n');
};

const names = Object.keys(engines);
console.log('Size in bytes, bundled and minified alike:\n');
table(['', 'raw', 'gzip', 'brotli'], peers.map((name) => [title(name), ...sizes[name]]));
const kinds = { valid: 'a valid request', one: 'a request with one fault, each rule in turn', three: 'a request with three faults, and how many of them are reported' };
for (const [kind, words] of Object.entries(kinds)) {
  console.log(`Nanoseconds for ${words}:\n`);
  const reported = (name) => (kind === 'three' ? [engines[names[0]].speed[name][kind].issues] : []);
  table(
    ['', ...(kind === 'three' ? ['reported'] : []), ...names],
    peers.map((name) => [title(name), ...reported(name), ...names.map((engine) => Math.round(engines[engine].speed[name][kind].ns))]),
  );
}
console.log(`Decides as the gateway does (${names.join(', ')} agree unless it says otherwise):\n`);
const odd = engines[names[0]].fidelity[peers[0]].map(([name]) => name);
table(
  ['', ...peers.map(title)],
  odd.map((row, i) => [row, ...peers.map((peer) => {
    const said = names.map((engine) => (engines[engine].fidelity[peer][i][1] ? 'yes' : 'no'));
    return new Set(said).size === 1 ? said[0] : said.join('/');
  })]),
);
const ms = (time) => time.toFixed(2);
console.log(`The inline module of \`appgauge\`: compile and instantiate, ms, in ${cold} fresh pages or processes:\n`);
table(
  ['', ...names],
  [
    ['first, median', ...names.map((engine) => ms(engines[engine].gate.median))],
    ['first, most', ...names.map((engine) => ms(engines[engine].gate.most))],
    ['again, median', ...names.map((engine) => ms(engines[engine].gate.again))],
  ],
);
console.log(`JS String Builtins: ${names.slice(1).map((engine) => `${engine} ${engines[engine].builtins ? 'has' : 'lacks'} them`).join(', ')}.\n`);
console.log('The other modules:\n');
table(
  ['', ...names.slice(1)],
  [
    ['`rules.wasm`: compile and instantiate, ms', ...names.slice(1).map((engine) => engines[engine].compile.toFixed(3))],
    ['engine: ready after its bytes, ms', ...names.slice(1).map((engine) => engines[engine].engine.ready.toFixed(0))],
    ['engine: its first 1 MB, a fault in each request, ms', ...names.slice(1).map((engine) => engines[engine].engine.first.toFixed(0))],
    ['engine: a small document, µs', ...names.slice(1).map((engine) => engines[engine].engine.small.toFixed(1))],
    ['engine: 1 MB without faults, ms', ...names.slice(1).map((engine) => engines[engine].engine.clean.toFixed(1))],
    ['engine: 1 MB, a fault in each request, ms', ...names.slice(1).map((engine) => engines[engine].engine.broken.toFixed(0))],
  ],
);
