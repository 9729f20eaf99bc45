// What a test does with the editor, which is inside a shadow root.

/** Puts the focus into the editor and replaces its text by one that is typed. */
export const type = async (page, text) => {
  await page.click('#editor >>> .cm-content');
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.press('Delete');
  // As from a clipboard: typed brackets would close themselves.
  await page.keyboard.sendCharacter(text);
};

export const pressWith = async (page, modifier, key) => {
  await page.keyboard.down(modifier);
  await page.keyboard.press(key);
  await page.keyboard.up(modifier);
};

/** The texts that are underlined, in order. */
export const underlined = (page, severity = 'error') =>
  page.$$eval(`#editor >>> .cm-lintRange-${severity}`, (marks) => marks.map((mark) => mark.textContent));

/** The lines of the text. */
export const lines = (page) => page.$$eval('#editor >>> .cm-line', (nodes) => nodes.map((node) => node.textContent));
