// The package as it is installed from the packed tarball, and the files of the
// repository that the tests compare it with.
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';

const installed = process.env.APPGAUGE_INSTALLED;
if (!installed) throw Error('APPGAUGE_INSTALLED names the folder with the installed package; run the tests by: go test ./wasm/npm');

export const folder = path.join(installed, 'node_modules', 'appgauge');
export const consumer = installed;
export const repository = fileURLToPath(new URL('../../../..', import.meta.url));
export const editions = ['2023-11', '2023-04', '2025-12-zh'];

/** Imports an entry of the package as one who has installed it does. */
export const load = async (entry, edition = '2023-11') => {
  const specifier = ['appgauge', edition === '2023-11' ? '' : edition, entry].filter((s) => s).join('/');
  return import(import.meta.resolve(specifier, pathToFileURL(path.join(installed, 'consumer.mjs'))));
};

/** The vectors: those on apps and those on pages. */
export const vectors = async () => {
  const directory = path.join(repository, 'testdata', 'vectors');
  const apps = [];
  let pages;
  for (const name of (await readdir(directory)).sort()) {
    const cases = JSON.parse(await readFile(path.join(directory, name), 'utf8'));
    if (name === 'page.json') pages = cases;
    else apps.push(...cases);
  }
  return { apps, pages };
};
