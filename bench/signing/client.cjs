// Sends requests by the official Node SDK: those of standard input, as JSON, one after
// another; prints the status and the body of each answer.
const { ClientBuilder } = require("@huaweicloud/huaweicloud-sdk-core/ClientBuilder");
const { BasicCredentials } = require("@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials");

const { endpoint, access, secret, project, requests } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const credential = new BasicCredentials().withAk(access).withSk(secret).withProjectId(project);
const client = new ClientBuilder((hc) => hc).withEndpoint(endpoint).withCredential(credential).build();

(async () => {
  const answers = [];
  for (const r of requests) {
    // {id} is that of the app that was created last.
    const id = answers.findLast((a) => a.status === 201)?.body?.id ?? "";
    try {
      const body = await client.sendRequest({
        url: r.path.replace("{id}", id), method: r.method, contentType: r.body === undefined ? undefined : "application/json",
        queryParams: r.query ?? {}, pathParams: {}, headers: { ...r.header }, data: r.body ?? {},
      });
      answers.push({ status: body.httpStatusCode, body });
    } catch (e) {
      answers.push({ status: e.httpStatusCode ?? 0, body: { error: String(e.errorMsg ?? e.message ?? e), request: e.requestId } });
    }
  }
  console.log(JSON.stringify(answers));
})();
