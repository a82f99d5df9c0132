// Package stack holds numbers, last in, first out.
package stack

// Stack is empty at first.
type Stack struct{ items []int }

// Push puts one on top.
func (s *Stack) Push(item int) { s.items = append(s.items, item) }

// Pop takes the top off; 0 when there is none.
func (s *Stack) Pop() int {
	if len(s.items) == 0 {
		return 0
	}
	top := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return top
}

// Len is how many there are.
func (s *Stack) Len() int { return len(s.items) }

// Each calls visit for every one.
func (s *Stack) Each(visit func(int)) {
	for _, item := range s.items {
		visit(item)
	}
}
