// Package traits is a collection of what the documented pages leave open: each
// [Trait] is one lawful answer of a gateway to one open question, in which it
// differs from the reference gateway. A conformance suite must raise no alarm on
// any of them, alone or together.
//
//   - [All] lists the traits, [Lookup] finds one.
//   - [Combine] puts several together; [Pairs] and [Random] make many such sets.
//
// Two traits that answer the same question, their [Trait.Dimension], exclude each
// other.
package traits
