// Package oracle judges what a gateway answers. It knows what the two API pages
// say, keeps what is known of the gateway's apps, and reports for each answer
// whether the pages allow it. It sends nothing, has no clock of its own, and does
// no I/O.
//
//   - To judge traffic as it happens, call [Oracle.Begin] when a request is sent
//     and [Pending.Judge] when its answer came. Requests may overlap.
//   - To judge one exchange after the other, call [Oracle.Judge].
//   - To plan, ask [Oracle.Lawful] what may be answered.
//   - To report what the gateway does where the pages are silent, read
//     [Oracle.Traits].
//
// A [Finding] is one thing that the pages do not allow, and belongs to exactly one
// clause. Where the pages leave something open there is no finding: what the
// gateway does is a [result.Trait], learned from the first answer that shows it.
package oracle
