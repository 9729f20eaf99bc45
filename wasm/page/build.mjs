// Builds dist, the page as static files, and embed, the same compressed, which the
// Go package serves. The engine needs Go.
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const standing = '2023-11'; // the edition where no gateway names one
const at = (name) => fileURLToPath(new URL(name, import.meta.url));
const copied = ['index.html', 'style.css', 'theme.js', 'icon.svg', 'gateway.json'];

const module = 'engine.wasm';

const engine = {
  name: 'engine',
  setup(bundle) {
    bundle.onResolve({ filter: /^appgauge\/engine$/ }, () => ({ path: at('../npm/src/engine.js') }));
  },
};

// The npm package from its sources, with the rules of one edition.
const npm = (edition) => ({
  name: 'npm',
  setup(bundle) {
    bundle.onResolve({ filter: /^appgauge\// }, ({ path: name }) => ({ path: at(`../npm/src/${name.slice('appgauge/'.length)}.js`) }));
    bundle.onResolve({ filter: /^#(rules|zh)$/ }, ({ path: name }) => ({ path: at(`../npm/rules/${edition}/${name.slice(1)}.js`) }));
    bundle.onResolve({ filter: /^#check$/ }, () => ({ path: at(`../npm/rules/${edition}/reader.js`) }));
  },
});

/** Writes the page's files into a folder. */
export const buildPage = async (folder) => {
  const editions = (await readdir(at('../npm/rules'))).sort().sort((a, b) => (b === standing) - (a === standing));
  // Names of chunks depend on the folder that paths are relative to.
  const options = { absWorkingDir: at('.'), bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'utf8', legalComments: 'none', outdir: folder };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    ...options,
    entryPoints: [at('src/main.js')],
    plugins: [engine],
    splitting: true,
    chunkNames: '[name]-[hash]',
    define: { STANDING: JSON.stringify(standing), EDITIONS: JSON.stringify(editions) },
  });
  await build({ ...options, entryPoints: { 'engine-worker': at('../npm/src/engine/worker.js') } });
  for (const edition of editions)
    await build({ ...options, entryPoints: { [`rules-${edition}`]: at('src/rules.js') }, plugins: [npm(edition)] });
  for (const name of copied) await cp(at(`src/${name}`), path.join(folder, name));
  execFileSync(at('../engine/build'), [path.resolve(folder, module)], { stdio: 'inherit' });
};

// The codings that a file is kept in. The module is by far the largest: to keep it
// twice would cost the repository more than brotli's fifth is worth to a page on the
// same machine.
const codings = (name) => (name === module ? ['gz'] : ['gz', 'br']);

/** Compresses every file of a folder into another one. */
const compress = async (from, to) => {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const content = await readFile(path.join(from, name));
    await writeFile(path.join(to, `${name}.gz`), gzipSync(content, { level: 9 }));
    if (!codings(name).includes('br')) continue;
    await writeFile(
      path.join(to, `${name}.br`),
      brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
    );
  }
};

const goVersion = () => execFileSync(process.env.GO ?? 'go', ['env', 'GOVERSION'], { encoding: 'utf8' }).trim();

/** The files of embed that are not what a folder holds, compressed; and those that it lacks. */
const stale = async (from, to) => {
  const names = await readdir(from);
  const expected = names.flatMap((name) => codings(name).map((coding) => `${name}.${coding}`));
  const found = await readdir(to);
  const differing = [];
  for (const name of found.filter((name) => expected.includes(name))) {
    const content = await readFile(path.join(to, name));
    // The content counts: another version of node may compress otherwise.
    const plain = name.endsWith('.br') ? brotliDecompressSync(content) : gunzipSync(content);
    if (plain.equals(await readFile(path.join(from, name.slice(0, -3))))) continue;
    // Another version of Go compiles otherwise. What the module knows of the rules is
    // compared with the table by the tests in the browser then.
    if (name === `${module}.gz` && !plain.includes(goVersion())) console.error(`${name} was built by another version of Go: not compared byte by byte`);
    else differing.push(name);
  }
  return [...differing, ...expected.filter((name) => !found.includes(name)), ...found.filter((name) => !expected.includes(name))];
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // node build.mjs           builds dist and embed
  // node build.mjs --check D builds into folder D, and fails where embed is not the same
  const [, , check, folder] = process.argv;
  if (check) {
    await buildPage(folder);
    const names = await stale(folder, at('embed'));
    if (names.length) {
      console.error(`stale in embed: ${names.join(' ')}; run make generate`);
      process.exit(1);
    }
  } else {
    await buildPage(at('dist'));
    await compress(at('dist'), at('embed'));
  }
}
