package launch

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/appgauge/appgauge/conformance"
)

// The variables of the environment that hold keys.
const (
	accessVariable          = "APPGAUGE_ACCESS_KEY"
	secretVariable          = "APPGAUGE_SECRET_KEY"
	forbiddenAccessVariable = "APPGAUGE_FORBIDDEN_ACCESS_KEY"
	forbiddenSecretVariable = "APPGAUGE_FORBIDDEN_SECRET_KEY"
)

// credentials finds what the run is let in with: tokens, keys, or both. Who gives an
// access key by its flag wants to sign: a token of the environment is then left alone.
func (o *Options) credentials(ctx context.Context, r *conformance.Runner, s Streams) (err error) {
	if r.Keys, err = keys(o.AccessKey, o.SecretKeyFile, "--access-key", accessVariable, "--secret-key-file", secretVariable, s.Env); err != nil {
		return err
	}
	if r.ForbiddenKeys, err = keys(o.ForbiddenAccessKey, o.ForbiddenSecretKeyFile, "--forbidden-access-key", forbiddenAccessVariable,
		"--forbidden-secret-key-file", forbiddenSecretVariable, s.Env); err != nil {
		return err
	}
	if o.AccessKey == "" || o.TokenFile != "" || o.TokenCommand != "" {
		if r.Token, err = token(ctx, o.TokenFile, o.TokenCommand, tokenVariable, s.Env); err != nil {
			return err
		}
	}
	if o.ForbiddenAccessKey == "" || o.ForbiddenTokenFile != "" {
		r.ForbiddenToken, err = token(ctx, o.ForbiddenTokenFile, "", forbiddenVariable, s.Env)
	}
	return err
}

// given reports whether there is anything that could let a run in.
func given(r *conformance.Runner) bool { return r.Token != "" || r.Keys != conformance.Keys{} }

// howToGive ends the message that there is neither a token nor an access key.
const howToGive = "give a token by --token-file, --token-command or " + tokenVariable + ", or sign with --access-key and --secret-key-file"

// keys are a pair of which each half is given by a flag or a variable of the
// environment; the zero Keys if neither is.
func keys(access, secretFile, accessFlag, accessVar, secretFlag, secretVar string, env func(string) (string, bool)) (k conformance.Keys, err error) {
	if k.Access = access; access == "" {
		k.Access, _ = env(accessVar)
	}
	if secretFile != "" {
		text, err := os.ReadFile(secretFile)
		if err != nil {
			return k, fmt.Errorf("the secret key cannot be read: %w", err)
		}
		if k.Secret, err = oneLine(string(text), secretFile, "secret key"); err != nil {
			return k, err
		}
	} else if text, _ := env(secretVar); text != "" {
		if k.Secret, err = oneLine(text, secretVar, "secret key"); err != nil {
			return k, err
		}
	}
	switch {
	case k.Access != "" && k.Secret == "":
		return k, fmt.Errorf("there is no secret key for the access key %q: give it by %s or %s", k.Access, secretFlag, secretVar)
	case k.Access == "" && k.Secret != "":
		return k, errors.New("there is no access key for the secret key: give it by " + accessFlag + " or " + accessVar)
	}
	return k, nil
}
