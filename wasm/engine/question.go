package main

import (
	"github.com/appgauge/appgauge/validate"
	"github.com/appgauge/appgauge/validate/assist"
)

// options say how a text is to be judged. Bit 0: lines of requests rather than
// one or an array of them. Bit 1: in Chinese. From bit 8 on: the number of the
// edition in the list of all; one that there is not is the default.
type options uint32

// question is a text and where its offsets are in the host's counting.
type question struct {
	assist.Source
	places places
}

func newQuestion(text string, o options) question {
	s := assist.Source{Text: text, Edition: validate.Default()}
	if o&1 != 0 {
		s.Kind = assist.Lines
	}
	if o&2 != 0 {
		s.Locale = validate.Chinese
	}
	if all := validate.Editions(); int(o>>8) < len(all) {
		s.Edition = all[o>>8]
	}
	return question{s, places{text: text}}
}
