package conformancetest_test

import (
	"testing"

	"github.com/appgauge/appgauge/conformance"
	"github.com/appgauge/appgauge/conformance/conformancetest"
	"github.com/appgauge/appgauge/conformance/gateway"
)

func TestReferenceGatewayConforms(t *testing.T) {
	conformancetest.Run(t, gateway.New(gateway.Options{}), &conformance.Runner{AppBudget: 600, Strict: true})
}
