package conformance_test

import (
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/gateway"
)

func TestReferenceGatewayConforms(t *testing.T) {
	conformance.Test(t, gateway.New(gateway.Options{}), &conformance.Runner{AppBudget: 600, Strict: true})
}
