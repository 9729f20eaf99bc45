// Builds dist from src and the generated rules: for each edition the entries,
// each one file that imports no other. The engine needs Go.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';

const standing = '2023-11'; // the edition of the entries that name none
const reader = 'rules/{edition}/reader.js'; // the check in JavaScript alone
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

// The rules, the messages and the check differ by edition and by entry.
const rules = (edition, check) => {
  const files = {
    '#rules': at(`rules/${edition}/rules.js`),
    '#zh': at(`rules/${edition}/zh.js`),
    '#gate.wasm': at(`rules/${edition}/gate.wasm`),
    '#check': at(check.replace('{edition}', edition)),
  };
  return {
    name: 'rules',
    resolveId: (name) => files[name],
    // A character a byte: brotli finds more in it than in base64.
    load: async (file) => (file.endsWith('.wasm') ? `export default ${JSON.stringify((await readFile(file)).toString('latin1'))}` : null),
  };
};

// rolldown bundles, as it puts constants of other files in their place. esbuild minifies
// what is left: most who use the package will have it do the same once more.
export const bundle = async (source, edition = standing, check = reader) => {
  const bundled = await rolldown({ input: at(`src/${source}.js`), plugins: [rules(edition, check)] });
  const { output } = await bundled.generate({ format: 'esm', minify: { compress: true, mangle: false } });
  await bundled.close();
  const options = { bundle: true, minify: true, format: 'esm', target: 'es2022', charset: 'utf8', write: false };
  const { outputFiles } = await build({ ...options, stdin: { contents: output[0].code, loader: 'js' } });
  return outputFiles[0].contents;
};

const entries = { index: 'src/gate.js', js: reader, form: reader, zh: reader, page: reader, warnings: reader };

export const main = async () => {
  await rm(at('dist'), { recursive: true, force: true });
  const integrity = {};
  const record = async (name, content) => {
    await writeFile(at(`dist/${name}`), content);
    integrity[name] = `sha384-${createHash('sha384').update(content).digest('base64')}`;
  };
  for (const edition of (await readdir(at('rules'))).sort()) {
    const folder = edition === standing ? '' : `${edition}/`;
    await mkdir(at(`dist/${folder}`), { recursive: true });
    for (const [entry, check] of Object.entries(entries)) {
      await record(`${folder}${entry}.js`, await bundle(entry, edition, check));
    }
    for (const name of ['rules.wasm', 'rules-utf8.wasm']) await record(folder + name, await readFile(at(`rules/${edition}/${name}`)));
  }
  await record('engine.js', await bundle('engine'));
  await record('engine-worker.js', await bundle('engine/worker'));
  execFileSync(at('../engine/build'), [at('dist/engine.wasm')], { stdio: 'inherit' });
  await record('engine.wasm', await readFile(at('dist/engine.wasm')));
  await writeFile(at('dist/integrity.json'), JSON.stringify(integrity, null, 2) + '\n');
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
