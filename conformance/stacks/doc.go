// Package stacks builds and starts gateways written in the natural idiom of real
// stacks, each in a directory of its own beside this file: gin with validator
// tags, net/http on SQLite, kin-openapi, Fastify, Express with zod, Java with
// Jackson, Flask, Sinatra, and nginx in front of one of them.
//
// They were written from the two API pages alone, without a look at the suite,
// as an engineer at home in that stack would: neither sabotaged nor polished.
// The causes.yaml of each is a golden list of the faults it truly has and of the
// lawful choices it makes, written before the suite first ran on it. A run of
// the suite is measured against that list; see [Load].
//
// A gateway keeps its apps in memory, or in a temporary file, listens on
// loopback, and knows two tokens, [Token] and [ForbiddenToken]. None of them is
// part of this module, so nothing they import weighs on go.mod.
package stacks

const (
	// Token may do everything at each gateway.
	Token = "demo-token"
	// ForbiddenToken is valid at each gateway, and may do nothing.
	ForbiddenToken = "forbidden-token"
)
