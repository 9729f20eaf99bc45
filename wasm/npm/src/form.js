// Binds a form to the rules by the constraint validation API, and renders one.
import { fields } from '#rules';
import { validateField } from './core.js';

// An optional field that is empty is not sent.
const sent = ({ name, value }) => (value || fields[name][7] ? value : undefined);

const controlsOf = (form) =>
  Object.keys(fields)
    .map((field) => form.elements[field])
    .filter((control) => control);

/** The request that the form would send. */
export const values = (form) => {
  const request = {};
  for (const control of controlsOf(form)) {
    const value = sent(control);
    if (value !== undefined) request[control.name] = value;
  }
  return request;
};

/** Binds the fields of a form; returns what unbinds them. */
export const bind = (form, { message = (violation) => violation.message } = {}) => {
  const abort = new AbortController();
  for (const control of controlsOf(form)) {
    const id = (control.id || control.name) + '-error';
    const alert = document.getElementById(id) ?? document.createElement('span');
    if (!alert.id) {
      alert.id = id;
      alert.role = 'alert';
      control.after(alert);
      control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby') ?? ''} ${id}`.trim());
    }
    const check = () => {
      const [violation] = validateField(control.name, sent(control));
      control.setCustomValidity(violation ? message(violation) : '');
    };
    const show = (_, text = control.validationMessage) => {
      if (alert.textContent != text) alert.textContent = text;
      if (text) control.setAttribute('aria-invalid', true);
      else control.removeAttribute('aria-invalid');
    };
    const listen = (target, type, listener) => target.addEventListener(type, listener, { signal: abort.signal });
    // While a person types, only what has been said is taken back, and nothing
    // while a character is composed. What is wrong is said when the field is left.
    const typed = (event) => {
      if (event.isComposing) return;
      check();
      if (control.hasAttribute('aria-invalid')) show();
    };
    listen(control, 'input', typed);
    listen(control, 'compositionend', typed);
    listen(control, 'change', show);
    // Comes on submit, for every invalid field in order, and from reportValidity.
    listen(control, 'invalid', (event) => {
      event.preventDefault();
      show();
      form.querySelector(':invalid:not(fieldset)').focus();
    });
    // The event comes before the values are reset.
    listen(form, 'reset', () => setTimeout(() => show(check(), '')));
    check();
  }
  return () => abort.abort();
};

// From ^(?![…][…]*$), which finds the contrary.
const usual = (source) => source.slice(4, -3);

/** The attributes of a field's <input>. Lengths are in pattern: maxlength counts UTF-16 units. */
export const attributes = (field) => {
  const [name, min, max, { source }, , chars, , required] = fields[field];
  return {
    name,
    required: !!required,
    pattern: chars ? `${usual(source)}{${min - 1},${max - 1}}` : `[\\s\\S]{${min},${max}}`,
  };
};

const labels = { name: 'Name', remark: 'Remark', app_key: 'AppKey', app_secret: 'AppSecret' };

/** Defines the element that renders the whole form and fires "app" with the request. */
export const define = (tag = 'appgauge-form', options = {}) => {
  customElements.define(
    tag,
    class extends HTMLElement {
      connectedCallback() {
        if (this.firstChild) return;
        const form = document.createElement('form');
        for (const field in fields) {
          const label = document.createElement('label');
          const input = document.createElement('input');
          for (const [name, value] of Object.entries(attributes(field))) if (value) input.setAttribute(name, value === true ? '' : value);
          input.id = `${tag}-${field}`;
          input.autocomplete = 'off';
          input.spellcheck = field == 'remark';
          label.htmlFor = input.id;
          label.textContent = options.labels?.[field] ?? labels[field] ?? field;
          const row = document.createElement('p');
          row.append(label, ' ', input);
          form.append(row);
        }
        const button = document.createElement('button');
        button.textContent = options.submit ?? 'Create';
        form.append(button);
        form.addEventListener('submit', (event) => {
          event.preventDefault();
          this.dispatchEvent(new CustomEvent('app', { detail: values(form), bubbles: true }));
        });
        this.append(form);
        bind(form, options);
      }
    },
  );
};
