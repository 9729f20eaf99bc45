package stimulus

import (
	"strings"

	"github.com/appgauge/appgauge/conformance/result"
)

// wrongToken is a token that nobody issued, and how it was made. Mask is what reports
// have in its place.
type wrongToken struct{ id, about, Token, Mask string }

// WrongTokens are tokens that a careless comparison could take for the good one.
// Those that are no change to the token at all are left out. For a run that signs it is
// one that is made up.
func WrongTokens(good string) []wrongToken {
	all := []wrongToken{
		{"made-up", "a made-up token", "MIIEAgYJKoZIhvcNAQcCoIID8zCCA-8CAQExDTALBglghkgBZQMEAgEwggHUBgkq", result.MaskWrong},
	}
	if good == "" {
		return all
	}
	all = append(all, []wrongToken{
		{"one-byte", "the token with one character changed", changeMiddle(good), result.MaskChanged},
		{"truncated", "the token without its last quarter", good[:len(good)-(len(good)+3)/4], result.MaskTruncated},
		{"extended", "the token with a tail", good + "0appgauge", result.MaskExtended},
		{"other-case", "the token in the other case", SwapCase(good), result.MaskOtherCase},
	}...)
	var out []wrongToken
	for _, w := range all {
		if w.Token != good && w.Token != "" && strings.TrimSpace(w.Token) == w.Token {
			out = append(out, w)
		}
	}
	return out
}

// WrongToken is one of [WrongTokens], by how it was made, and what reports have in its
// place; if there is none, a made-up one.
func WrongToken(good, id string) (token, mask string) {
	all := WrongTokens(good)
	for _, w := range all {
		if w.id == id {
			return w.Token, w.Mask
		}
	}
	return all[0].Token, all[0].Mask
}

// changeMiddle changes the character in the middle, where no encoding has spare
// bits.
func changeMiddle(s string) string {
	i := len(s) / 2
	c := byte('x')
	if s[i] == 'x' {
		c = 'q'
	}
	return s[:i] + string(c) + s[i+1:]
}
