package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

var (
	errToken     = errors.New("unknown token")
	errForbidden = errors.New("no permission")
)

// operation serves a request that fits the document.
type operation func(w http.ResponseWriter, r *http.Request, path map[string]string)

// validated checks each request against the document, then calls its operation.
func validated(router routers.Router, operations map[string]operation) http.Handler {
	options := &openapi3filter.Options{AuthenticationFunc: authenticate}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		route, path, err := router.FindRoute(r)
		if errors.Is(err, routers.ErrMethodNotAllowed) {
			writeError(w, http.StatusMethodNotAllowed, "APIG.1004", "Method not allowed")
			return
		}
		if err != nil {
			writeError(w, http.StatusNotFound, "APIG.1003", "No such API")
			return
		}
		err = openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
			Request: r, PathParams: path, Route: route, Options: options,
		})
		if err != nil {
			writeRefusal(w, err)
			return
		}
		operations[route.Operation.OperationID](w, r, path)
	})
}

func authenticate(_ context.Context, in *openapi3filter.AuthenticationInput) error {
	switch in.RequestValidationInput.Request.Header.Get("X-Auth-Token") {
	case "demo-token":
		return nil
	case "forbidden-token":
		return errForbidden
	}
	return errToken
}

func writeRefusal(w http.ResponseWriter, err error) {
	var security *openapi3filter.SecurityRequirementsError
	if errors.As(err, &security) {
		for _, err := range security.Errors {
			if errors.Is(err, errForbidden) {
				writeError(w, http.StatusForbidden, "APIG.1005", "No permissions to request this method")
				return
			}
		}
		writeError(w, http.StatusUnauthorized, "APIG.1002", "Incorrect token or token resolution failed")
		return
	}
	param := "body"
	var schema *openapi3.SchemaError
	if errors.As(err, &schema) && len(schema.JSONPointer()) > 0 {
		param = strings.Join(schema.JSONPointer(), ".")
	}
	var request *openapi3filter.RequestError
	if errors.As(err, &request) && request.Parameter != nil {
		param = request.Parameter.Name
	}
	writeInvalid(w, param)
}

func writeInvalid(w http.ResponseWriter, param string) {
	writeError(w, http.StatusBadRequest, "APIG.2011",
		"Invalid parameter value,parameterName:"+param+". Please refer to the support documentation")
}

func writeError(w http.ResponseWriter, status int, code, msg string) {
	writeJSON(w, status, map[string]string{"error_code": code, "error_msg": msg})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
