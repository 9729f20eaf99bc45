// Package probe speaks HTTP with a gateway: it sends the requests of a run, with
// manners, and reads what comes as strictly as a judge must.
//
//   - To send one [Request] and have its [Exchange], use [Client.Do]; it keeps the
//     pace, honours a 429, repeats what may be repeated, and gives up a gateway
//     that stopped answering.
//   - To read an answer, use [Exchange.JSON]; [ReadListing] reads one page of a
//     listing, [Client.Scan] a whole one.
//   - To read the body of a refusal, use [ErrorCode], [ErrorMessage] and
//     [NamesParameter].
//   - To call a handler without a port, give the client a [NewHandlerTransport].
package probe
