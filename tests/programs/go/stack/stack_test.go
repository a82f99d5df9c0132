package stack

import "testing"

func TestLastInFirstOut(t *testing.T) {
	var s Stack
	s.Push(1)
	s.Push(2)
	if s.Pop() != 2 || s.Len() != 1 {
		t.Fail()
	}
}
