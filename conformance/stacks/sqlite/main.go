// Command sqlite is an app gateway on net/http and SQLite: checks by regular
// expression, searches by LIKE.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
)

func main() {
	store, err := openStore("apps.db?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)")
	if err != nil {
		log.Fatal(err)
	}
	srv := &server{store: store}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v2/{project_id}/apigw/instances/{instance_id}/apps", srv.create)
	mux.HandleFunc("GET /v2/{project_id}/apigw/instances/{instance_id}/apps", srv.list)
	mux.HandleFunc("DELETE /v2/{project_id}/apigw/instances/{instance_id}/apps/{app_id}", srv.delete)

	ln, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s\n", ln.Addr())
	log.Fatal(http.Serve(ln, authenticate(mux)))
}

func authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Header.Get("X-Auth-Token") {
		case "demo-token":
			next.ServeHTTP(w, r)
		case "forbidden-token":
			writeError(w, http.StatusForbidden, "APIG.1005", "No permissions to request this method")
		default:
			writeError(w, http.StatusUnauthorized, "APIG.1002", "Incorrect token or token resolution failed")
		}
	})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		log.Print(err)
	}
}

type apiError struct {
	Code string `json:"error_code"`
	Msg  string `json:"error_msg"`
}

func writeError(w http.ResponseWriter, status int, code, msg string) {
	writeJSON(w, status, apiError{code, msg})
}

func writeInvalid(w http.ResponseWriter, param string) {
	writeError(w, http.StatusBadRequest, "APIG.2011",
		"Invalid parameter value,parameterName:"+param+". Please refer to the support documentation")
}

func writeInternal(w http.ResponseWriter, err error) {
	log.Print(err)
	writeError(w, http.StatusInternalServerError, "APIG.9999", "System error")
}
