module github.com/appgauge/appgauge

go 1.26.8
