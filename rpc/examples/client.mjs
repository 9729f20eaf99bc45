// Checks app names by asking a daemon over HTTP:
//
//   appgauge rpc --listen http:127.0.0.1:7878
//   node client.mjs http://127.0.0.1:7878 app_demo "1st app"
//
// It needs nothing but Node.js 18 or later.

// RPCError is an answer that says what was wrong with the call.
class RPCError extends Error {
  constructor({ code, message, data }) {
    super(`${message}: ${data.reason}`);
    this.code = code;
    this.data = data;
  }
}

// Client calls methods. The token is needed where the daemon asks for one.
class Client {
  #id = 0;

  constructor(url, token) {
    this.url = url;
    this.headers = { "Content-Type": "application/json" };
    if (token) this.headers.Authorization = `Bearer ${token}`;
  }

  // call calls a method with parameters by name and returns its result.
  async call(method, params) {
    const request = { jsonrpc: "2.0", id: ++this.#id, method, params };
    const response = await fetch(this.url, { method: "POST", headers: this.headers, body: JSON.stringify(request) });
    const answer = await response.json();
    if (answer.error) throw new RPCError(answer.error);
    return answer.result;
  }
}

const [url, ...names] = process.argv.slice(2);
const client = new Client(url, process.env.APPGAUGE_RPC_TOKEN);
for (const name of names) {
  const { valid, violations } = await client.call("app/validate", { app: { name } });
  if (valid) console.log(`${name}: valid`);
  for (const violation of violations) console.log(`${name}: ${violation.message}`);
}
try {
  await client.call("app/validate", { app: 1 });
} catch (error) {
  console.log(error.message);
}
