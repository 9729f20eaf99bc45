// Package probe speaks HTTP with a gateway: it sends the requests of a run, with
// manners, and reads what comes as strictly as a judge must.
//
//   - To send one [Request] and have its [Exchange], use [Client.Do]. It finds out
//     how many requests a second and at once the gateway takes, repeats what may be
//     repeated, and gives up a gateway that stopped answering; start
//     [MaxConcurrency] workers and leave the pace to it. A [TransientError] says
//     nothing of the gateway's conformance.
//   - To read an answer as it is, use [Exchange.Document]; to demand JSON without a
//     flaw, [Exchange.JSON]. [ReadListing] reads one page of a listing,
//     [Client.Scan] a whole one.
//   - To read the body of a refusal, use [ErrorCode] and [ErrorMessage].
//   - To call a handler without a port, give the client a [NewHandlerTransport].
package probe
