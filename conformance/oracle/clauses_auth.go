package oracle

import "github.com/appgauge/appgauge/conformance/result"

// signatureClauses are about requests that are signed instead of carrying a token. The
// pages only refer to the page on calling APIs, so that none of them binds.
func signatureClauses(l *clauseList, op string) {
	const row = "Calling Method"
	l.inferred(op+"/auth/signature-accepted", 0, row, "a request that is rightly signed is let in as one with a token").keys()
	l.inferred(op+"/auth/signature", 0, row, "a signature lets in the request that was signed, and no other").keys()
	l.inferred(op+"/auth/signature-date", 0, row, "a signature is good for fifteen minutes before and after its date").keys()
}

func (c *added) keys() { c.Observe = result.Observability{Kind: result.NeedsKeys} }
