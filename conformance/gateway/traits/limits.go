package traits

import (
	"math"
	"net/http"
	"sync"
	"time"

	"github.com/appgauge/appgauge/conformance/gateway"
	"github.com/appgauge/appgauge/validate"
)

// bodyLimits bound the bytes of a request. Every valid app fits into 2,048 of
// them in some spelling.
func bodyLimits() []Trait {
	const dimension, why = "limit of a body", "The pages limit the members of a body, not how many bytes it takes to spell them."
	limited := func(id string, limit int, does string, answer func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply) Trait {
		return Trait{ID: id, Dimension: dimension, Partial: true, Why: why, Does: does, Alter: func(b *gateway.Behaviour) {
			next := b.Handle
			b.Handle = func(x *gateway.Exchange) *gateway.Reply {
				if x.Op == gateway.Create {
					if body, err := x.Body(); err != nil || len(body) > limit {
						return answer(b, x)
					}
				}
				return next(x)
			}
		}}
	}
	documented := func(status int, message string) func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply {
		return func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply {
			return b.Fail(x, validate.Answer{Status: status, Code: "APIG.0201", Message: message})
		}
	}
	html := func(status int) func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply {
		return func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply { return page(status) }
	}
	return []Trait{
		limited("pages/subtle-body-of-2-kb-refused", 2048, "A body of more than 2,048 bytes gets 400.", documented(400, "The body is too long")),
		limited("body-limit/4-kb-413", 4<<10, "A body of more than 4 KiB gets 413 and an error body.", documented(413, "Payload too large")),
		limited("body-limit/8-kb-html", 8<<10, "A body of more than 8 KiB gets 413 and a page for people.", html(http.StatusRequestEntityTooLarge)),
		limited("body-limit/16-kb-403-html", 16<<10, "A body of more than 16 KiB gets 403 and a page for people, as a firewall sends it.", html(http.StatusForbidden)),
	}
}

// throttles bound how many requests are answered in a time.
func throttles() []Trait {
	const dimension, why = "throttling", "The pages promise no rate of requests."
	return []Trait{
		{ID: "transport/throttled", Dimension: dimension, Why: why, Does: "Every 30th request gets 429 with Retry-After: 0.", Alter: throttled(refusals(30, math.MaxInt), busy("0"))},
		{ID: "transport/throttled-1s", Dimension: dimension, Why: why, Does: "Two of the first 60 requests get 429 with Retry-After: 1.", Alter: throttled(refusals(30, 2), busy("1"))},
		{ID: "transport/throttled-html", Dimension: dimension, Why: why, Does: "Every 40th request gets 429 with Retry-After: 0 and a page for people.", Alter: throttled(refusals(40, math.MaxInt), func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply {
			r := page(http.StatusTooManyRequests)
			r.Header.Set("Retry-After", "0")
			return r
		})},
		{ID: "throttle/50-per-second", Dimension: dimension, Why: why, Does: "50 requests a second are answered; others get 429 with Retry-After: 1.", Alter: throttled(bucket(50, 50), busy("1"))},
		{ID: "throttle/50-per-second-date", Dimension: dimension, Why: why, Does: "50 requests a second are answered; others get 429 with an HTTP date, a second ahead, in Retry-After.", Alter: throttled(bucket(50, 50), func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply {
			return busy(time.Now().Add(time.Second).UTC().Format(http.TimeFormat))(b, x)
		})},
		{ID: "throttle/50-per-second-silent", Dimension: dimension, Why: why, Does: "50 requests a second are answered; others get 429 without Retry-After.", Alter: throttled(bucket(50, 50), busy(""))},
		{ID: "throttle/50-per-second-503", Dimension: dimension, Why: why, Does: "50 requests a second are answered, in bursts of 10; others get 503 and a page for people, without Retry-After, as nginx does it.", Alter: throttled(bucket(50, 10), func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply {
			return page(http.StatusServiceUnavailable)
		})},
	}
}

// throttled answers some requests otherwise.
func throttled(limit func() (exceeded func() bool), answer func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply) alter {
	return func(b *gateway.Behaviour) {
		exceeded := limit()
		next := b.Handle
		b.Handle = func(x *gateway.Exchange) *gateway.Reply {
			if exceeded() {
				return answer(b, x)
			}
			return next(x)
		}
	}
}

// refusals throttles every n-th request, at most so many times.
func refusals(n, times int) func() func() bool {
	return func() func() bool {
		count := counter()
		return func() bool { i := count(); return i%n == n-1 && i/n < times }
	}
}

// bucket throttles requests beyond so many a second, of which so many may come at
// once.
func bucket(rate, burst float64) func() func() bool {
	return func() func() bool {
		var mu sync.Mutex
		tokens, at := burst, time.Now()
		return func() bool {
			mu.Lock()
			defer mu.Unlock()
			now := time.Now()
			tokens = min(burst, tokens+now.Sub(at).Seconds()*rate)
			at = now
			if tokens < 1 {
				return true
			}
			tokens--
			return false
		}
	}
}

// busy answers 429, with a Retry-After unless it is "".
func busy(after string) func(*gateway.Behaviour, *gateway.Exchange) *gateway.Reply {
	return func(b *gateway.Behaviour, x *gateway.Exchange) *gateway.Reply {
		r := b.Fail(x, validate.Answer{Status: http.StatusTooManyRequests, Code: "APIG.0308", Message: "The throttling threshold has been reached"})
		if after != "" {
			r.Header.Set("Retry-After", after)
		}
		return r
	}
}
