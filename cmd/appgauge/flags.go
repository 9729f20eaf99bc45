package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/appgauge/appgauge/validate"
)

// The flags that several commands share are values, so that a wrong one is
// refused, with the right ones listed, before the command begins.

// choice is a flag with a fixed set of values.
type choice struct {
	value   string
	allowed []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return "string" }

func (c *choice) Set(s string) error {
	if !slices.Contains(c.allowed, s) {
		return fmt.Errorf("must be one of %s", strings.Join(c.allowed, ", "))
	}
	c.value = s
	return nil
}

// choiceFlag adds a flag whose default is the first allowed value, and completes it.
func choiceFlag(cmd *cobra.Command, name, usage string, allowed ...string) *string {
	c := &choice{allowed[0], allowed}
	cmd.Flags().Var(c, name, usage+": "+strings.Join(allowed, ", "))
	completeFlag(cmd, name, allowed)
	return &c.value
}

// editionFlag adds --edition.
func editionFlag(cmd *cobra.Command) **validate.Edition {
	v := &editionValue{validate.Default()}
	cmd.Flags().Var(v, "edition", "rule set to check by: "+strings.Join(editionIDs(), ", "))
	completeFlag(cmd, "edition", editionIDs())
	return &v.Edition
}

type editionValue struct{ *validate.Edition }

func (v *editionValue) String() string { return v.ID }
func (v *editionValue) Type() string   { return "id" }

func (v *editionValue) Set(s string) error {
	e, ok := validate.Lookup(s)
	if !ok {
		return fmt.Errorf("must be one of %s", strings.Join(editionIDs(), ", "))
	}
	v.Edition = e
	return nil
}

func editionIDs() []string {
	var ids []string
	for _, e := range validate.Editions() {
		ids = append(ids, e.ID)
	}
	return ids
}

// localeFlag adds --locale.
func localeFlag(cmd *cobra.Command) *validate.Locale {
	v := new(localeValue)
	cmd.Flags().Var(v, "locale", "language of messages: en, zh")
	completeFlag(cmd, "locale", []string{"en", "zh"})
	return (*validate.Locale)(v)
}

type localeValue validate.Locale

func (v *localeValue) String() string { return validate.Locale(*v).String() }
func (v *localeValue) Type() string   { return "tag" }

func (v *localeValue) Set(s string) error {
	l, ok := validate.ParseLocale(s)
	if !ok {
		return fmt.Errorf("must be one of en, zh")
	}
	*v = localeValue(l)
	return nil
}

// sizeFlag adds a flag that takes a number of bytes, with or without a unit.
func sizeFlag(cmd *cobra.Command, name string, n int, usage string) *int {
	v := sizeValue(n)
	cmd.Flags().Var(&v, name, usage)
	return (*int)(&v)
}

type sizeValue int

func (v *sizeValue) String() string { return strings.ReplaceAll(humanize.IBytes(uint64(*v)), " ", "") }
func (v *sizeValue) Type() string   { return "size" }

func (v *sizeValue) Set(s string) error {
	n, err := humanize.ParseBytes(s)
	if err != nil || n == 0 || n > math.MaxInt32 {
		return fmt.Errorf("must be a size from 1B to 2GiB, such as 64KiB or 10MB")
	}
	*v = sizeValue(n)
	return nil
}

// givenValue is a flag that may be left out, but not be given empty: then it comes
// from a variable that is not set, and the default is not what was meant.
type givenValue struct {
	value     *string
	kind, fix string
}

func (v *givenValue) String() string {
	if v.value == nil { // as pflag asks for the zero value's text
		return ""
	}
	return *v.value
}

func (v *givenValue) Type() string { return v.kind }

func (v *givenValue) Set(s string) error {
	if strings.TrimSpace(s) == "" {
		return fmt.Errorf("is empty, perhaps for a variable that is not set: %s", v.fix)
	}
	*v.value = s
	return nil
}

var (
	_ pflag.Value = (*choice)(nil)
	_ pflag.Value = (*givenValue)(nil)
	_ pflag.Value = (*editionValue)(nil)
	_ pflag.Value = (*localeValue)(nil)
	_ pflag.Value = (*sizeValue)(nil)
)

func completeFlag(cmd *cobra.Command, name string, values []string) {
	err := cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag does not exist: a mistake in this program
	}
}
