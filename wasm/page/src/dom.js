// Short names for what every part of the page does to the document.

export const $ = (id) => document.getElementById(id);

/** An element with properties and content; a text in it is text, never markup. */
export const element = (tag, properties, ...content) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...content);
  return node;
};

/** Sets a text only where it differs: a live region would say it again. */
export const say = (node, text) => {
  if (node.textContent !== text) node.textContent = text;
};

/** Calls f once, when no call came for some milliseconds. */
export const settled = (f, milliseconds) => {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(f, milliseconds);
  };
};
