package gateway

import (
	"log/slog"
	"net/http"
	"strconv"

	"github.com/appgauge/appgauge/internal/hosts"
	"github.com/appgauge/appgauge/validate"
)

// onlyKnownHosts lets those requests through that call this machine by its address,
// as localhost, or by one of the names; see [ServeOptions.Hosts].
func onlyKnownHosts(h http.Handler, names []string, log *slog.Logger) http.Handler {
	names = hosts.Lower(names)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hosts.Known(r, names) {
			h.ServeHTTP(w, r)
			return
		}
		log.Warn("refused", "host", r.Host)
		w.Header().Set("Connection", "close") // the body is not read
		send(w, nil, fail(nil, unknownHost(r.Host)))
	})
}

// unknownHost has the code that gateways answer with if no API is published under
// the host's name.
func unknownHost(host string) validate.Answer {
	return validate.Answer{
		Status: http.StatusMisdirectedRequest, Code: "APIG.0101",
		Message: "This gateway is not known as " + strconv.Quote(host) + "; call it by its IP address or as localhost, or allow that host",
	}
}
