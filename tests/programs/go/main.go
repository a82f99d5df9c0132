package main

import (
	"fmt"
	"os"

	"example.com/measured/stack"
)

func evaluate(words []string) (int, error) {
	var s stack.Stack
	for _, word := range words {
		var number int
		if _, err := fmt.Sscan(word, &number); err == nil {
			s.Push(number)
			continue
		}
		b, a := s.Pop(), s.Pop()
		switch word {
		case "+":
			s.Push(a + b)
		case "-":
			s.Push(a - b)
		default:
			return 0, fmt.Errorf("no such operator: %s", word)
		}
	}
	return s.Pop(), nil
}

func main() {
	result, err := evaluate(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(result)
}
