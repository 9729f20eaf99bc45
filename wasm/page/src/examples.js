// Texts to begin with, for an edition with so many characters in a field at most. The
// first is the request of create-app's example.

export const examplesFor = (most) => [
  { key: 'exampleDocumented', text: '{\n  "name": "app_demo",\n  "remark": "Demo app"\n}\n' },
  {
    key: 'exampleWrong',
    text: '{\n  "name": "1st 😀 app",\n  "remark": null,\n  "app_key": "-short",\n  "app_secrt": "Sesame-open-2025"\n}\n',
  },
  {
    key: 'exampleAll',
    text: '{\n  "name": "billing_nightly",\n  "remark": "Nightly export of invoices",\n  "app_key": "billing-2025-11",\n  "app_secret": "k7_Qd!2x@Vn$81mZ"\n}\n',
  },
  { key: 'exampleUnicode', text: `{\n  "name": "emoji",\n  "remark": "${'🦜'.repeat(most('remark'))}"\n}\n` },
  {
    key: 'exampleSeveral',
    kind: 'ndjson',
    text: '{"name": "app_demo"}\n{"name": "ab"}\n{"name": "app_001", "app_key": "840b8b5b1efc4ec686639759c2c584da"}\n{"remark": "who am I?"}\n',
  },
];
