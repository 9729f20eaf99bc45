// Package sign signs requests by SDK-HMAC-SHA256, as the official clients of the API do
// if they hold an access key and no token. It is pure: the time is an argument.
//
//   - To sign a request, use [Sign], and add the header it returns.
//   - To sign something other than what is sent, so that a gateway has to refuse it, use
//     [Forge] with one of [Forgeries].
//
// The two pages only refer to another one for the calling method. The scheme is
// known from the public sources of the official SDKs, whose signers the module
// bench/signing compares this package with. The reference gateway verifies by code
// of its own, so that neither can hide an error of the other.
package sign
