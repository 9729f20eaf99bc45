// A character as a reader can tell it: with its code point unless it is printable
// ASCII, and only the code point where it shows nothing.
export const show = (char, code) => {
  if (code > 32 && code < 127) return char;
  const point = `U+${code.toString(16).toUpperCase().padStart(4, 0)}`;
  return /[\p{C}\p{Z}]/u.test(char) ? point : `${char} (${point})`;
};
