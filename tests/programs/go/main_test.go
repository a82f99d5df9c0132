package main

import "testing"

func TestSum(t *testing.T) {
	if got, err := evaluate([]string{"1", "2", "+"}); err != nil || got != 3 {
		t.Fatal(got, err)
	}
}
