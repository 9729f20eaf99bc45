// The rules of one edition as the npm package has them; one bundle an edition.
import { fields } from '#rules';

export { attributes, bind, values } from 'appgauge/form';
export { answer } from 'appgauge/js';
export { message as chinese } from 'appgauge/zh';
export { parsePage, PageError } from 'appgauge/page';

/** The most characters of a field. */
export const most = (field) => fields[field][2];
