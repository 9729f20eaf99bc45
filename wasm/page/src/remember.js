// What a person chose, kept for the next visit where the browser allows it.

export const recall = (name) => {
  try {
    return localStorage.getItem(`appgauge.${name}`);
  } catch {
    return null;
  }
};

export const remember = (name, value) => {
  try {
    localStorage.setItem(`appgauge.${name}`, value);
  } catch {
    // The choice lasts as long as the page.
  }
};
