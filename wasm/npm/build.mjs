// Builds dist from src and the generated rules: for each edition the entries,
// each one file that imports no other. The engine needs Go.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const standing = '2023-11'; // the edition of the entries that name none
const at = (path) => fileURLToPath(new URL(path, import.meta.url));

// The rules, the messages and the check differ by edition and by entry.
const rules = (edition, check) => ({
  name: 'rules',
  setup(bundle) {
    const files = {
      '#rules': at(`rules/${edition}/rules.js`),
      '#zh': at(`rules/${edition}/zh.js`),
      '#gate.wasm': at(`rules/${edition}/gate.wasm`),
      '#check': at(`src/${check}.js`),
    };
    bundle.onResolve({ filter: /^#/ }, ({ path }) => ({ path: files[path] }));
    // A character a byte: brotli finds more in it than in base64.
    bundle.onLoad({ filter: /\.wasm$/ }, async ({ path }) => ({
      contents: `export default ${JSON.stringify((await readFile(path)).toString('latin1'))}`,
      loader: 'js',
    }));
  },
});

export const bundle = (options, edition = standing, check = 'check') =>
  build({
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    plugins: [rules(edition, check)],
    ...options,
  });

const entries = { index: 'gate', js: 'check', form: 'check', zh: 'check', page: 'check', warnings: 'check' };

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
      const { outputFiles } = await bundle({ entryPoints: [at(`src/${entry}.js`)], write: false }, edition, check);
      await record(`${folder}${entry}.js`, outputFiles[0].contents);
    }
    for (const name of ['rules.wasm', 'rules-utf8.wasm']) await record(folder + name, await readFile(at(`rules/${edition}/${name}`)));
  }
  for (const [name, source] of [['engine.js', 'engine.js'], ['engine-worker.js', 'engine/worker.js']]) {
    const { outputFiles } = await bundle({ entryPoints: [at(`src/${source}`)], write: false });
    await record(name, outputFiles[0].contents);
  }
  execFileSync(at('../engine/build'), [at('dist/engine.wasm')], { stdio: 'inherit' });
  await record('engine.wasm', await readFile(at('dist/engine.wasm')));
  await writeFile(at('dist/integrity.json'), JSON.stringify(integrity, null, 2) + '\n');
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
