"""Check app names by asking a daemon that this program starts for itself.

    python3 client.py appgauge app_demo "1st app"

It needs nothing but the standard library.
"""

import json
import subprocess
import sys


class RPCError(Exception):
    """An answer that says what was wrong with the call."""

    def __init__(self, error):
        super().__init__(f"{error['message']}: {error['data']['reason']}")
        self.code = error["code"]
        self.data = error["data"]


class Client:
    """Calls methods one after the other, on the standard streams of a daemon."""

    def __init__(self, command):
        self.daemon = subprocess.Popen(
            [command, "rpc"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.id = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.daemon.stdin.close()  # which ends the daemon
        self.daemon.stdout.close()
        self.daemon.wait()

    def call(self, method, **params):
        """Call a method with parameters by name and return its result."""
        self.id += 1
        request = {"jsonrpc": "2.0", "id": self.id, "method": method, "params": params}
        self.daemon.stdin.write(json.dumps(request) + "\n")
        self.daemon.stdin.flush()
        answer = json.loads(self.daemon.stdout.readline())
        if "error" in answer:
            raise RPCError(answer["error"])
        return answer["result"]


def main(command, *names):
    with Client(command) as client:
        for name in names:
            verdict = client.call("app/validate", app={"name": name})
            if verdict["valid"]:
                print(f"{name}: valid")
            for violation in verdict["violations"]:
                print(f"{name}: {violation['message']}")
        try:
            client.call("app/validate", app=1)
        except RPCError as error:
            print(error)


if __name__ == "__main__":
    main(*sys.argv[1:])
