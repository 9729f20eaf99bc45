// The editions there are; the build fills in what the rule table has.

export const standing = STANDING;
export const editions = EDITIONS;

/** The rules of an edition, fetched when they are first needed. */
export const rulesOf = (edition) => import(new URL(`rules-${edition}.js`, import.meta.url));
