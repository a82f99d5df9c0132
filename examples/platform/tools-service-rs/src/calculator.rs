//! Arithmetic on decimal numbers: `+ - * / %`, `^`, signs and parentheses.
//!
//! ```text
//! sum     = product { ("+" | "-") product }
//! product = signed { ("*" | "/" | "%") signed }
//! signed  = { "+" | "-" } power
//! power   = atom [ "^" signed ]
//! atom    = number | "(" sum ")"
//! ```

/// Deep enough for people, and far from what the stack can hold.
const MAX_DEPTH: usize = 64;

pub(crate) fn evaluate(expression: &str) -> Result<f64, String> {
    let mut parser = Parser {
        text: expression,
        position: 0,
        depth: 0,
    };
    let value = parser.sum()?;
    if parser.peek().is_some() {
        return Err(parser.unexpected());
    }
    if value.is_finite() {
        Ok(value)
    } else {
        Err("the result is not a number that can be written down".to_owned())
    }
}

struct Parser<'a> {
    text: &'a str,
    position: usize,
    depth: usize,
}

impl Parser<'_> {
    fn sum(&mut self) -> Result<f64, String> {
        let mut value = self.product()?;
        loop {
            if self.accept('+') {
                value += self.product()?;
            } else if self.accept('-') {
                value -= self.product()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn product(&mut self) -> Result<f64, String> {
        let mut value = self.signed()?;
        loop {
            if self.accept('*') {
                value *= self.signed()?;
            } else if self.accept('/') {
                value /= self.divisor()?;
            } else if self.accept('%') {
                value %= self.divisor()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn divisor(&mut self) -> Result<f64, String> {
        match self.signed()? {
            0.0 => Err("division by zero".to_owned()),
            value => Ok(value),
        }
    }

    fn signed(&mut self) -> Result<f64, String> {
        let mut negative = false;
        loop {
            if self.accept('-') {
                negative = !negative;
            } else if !self.accept('+') {
                break;
            }
        }
        let value = self.power()?;
        Ok(if negative { -value } else { value })
    }

    fn power(&mut self) -> Result<f64, String> {
        let base = self.atom()?;
        if self.accept('^') {
            let exponent = self.nested(Self::signed)?;
            return Ok(base.powf(exponent));
        }
        Ok(base)
    }

    fn atom(&mut self) -> Result<f64, String> {
        if !self.accept('(') {
            return self.number();
        }
        let value = self.nested(Self::sum)?;
        if self.accept(')') {
            Ok(value)
        } else {
            Err(self.unexpected())
        }
    }

    fn number(&mut self) -> Result<f64, String> {
        if self.peek().is_none() {
            return Err(self.unexpected());
        }
        let rest = &self.text[self.position..];
        let length = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let value = rest[..length].parse().map_err(|_| self.unexpected())?;
        self.position += length;
        Ok(value)
    }

    fn nested(&mut self, rule: fn(&mut Self) -> Result<f64, String>) -> Result<f64, String> {
        if self.depth == MAX_DEPTH {
            return Err(format!("nested more than {MAX_DEPTH} levels deep"));
        }
        self.depth += 1;
        let value = rule(self);
        self.depth -= 1;
        value
    }

    fn accept(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.position += wanted.len_utf8();
        }
        found
    }

    /// The next character that is not blank, without taking it.
    fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.position..];
        self.position += rest.len() - rest.trim_start().len();
        self.text[self.position..].chars().next()
    }

    fn unexpected(&mut self) -> String {
        match self.peek() {
            Some(found) => format!("unexpected {found:?} at byte {}", self.position),
            None => "unexpected end".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_have_the_usual_meaning() {
        for (expression, value) in [
            ("1", 1.0),
            ("2 + 3 * 4", 14.0),
            ("(2 + 3) * 4", 20.0),
            ("10 - 4 - 3", 3.0),
            ("7 / 2", 3.5),
            ("7 % 4", 3.0),
            ("2 ^ 3 ^ 2", 512.0),
            ("-2 ^ 2", -4.0),
            ("2 ^ -1", 0.5),
            ("--+3", 3.0),
            ("\t1.5\n+ .5 ", 2.0),
        ] {
            assert_eq!(evaluate(expression), Ok(value), "{expression}");
        }
    }

    #[test]
    fn what_is_no_expression_is_refused_with_its_place() {
        for (expression, reason) in [
            ("", "unexpected end"),
            ("1 +", "unexpected end"),
            ("(1", "unexpected end"),
            ("1 2", "unexpected '2' at byte 2"),
            ("1 + x", "unexpected 'x' at byte 4"),
            ("1.2.3", "unexpected '1' at byte 0"),
            ("(1 ]", "unexpected ']' at byte 3"),
            ("2 × 3", "unexpected '×' at byte 2"),
        ] {
            assert_eq!(evaluate(expression), Err(reason.to_owned()), "{expression}");
        }
    }

    #[test]
    fn results_that_are_no_numbers_are_refused() {
        assert_eq!(evaluate("1 / 0"), Err("division by zero".to_owned()));
        assert_eq!(evaluate("1 % (2 - 2)"), Err("division by zero".to_owned()));
        assert!(evaluate("9 ^ 9 ^ 9").is_err());
        assert!(evaluate("(-1) ^ 0.5").is_err());
    }

    #[test]
    fn deep_nesting_is_refused_before_the_stack_ends() {
        let nested = |depth| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(evaluate(&nested(MAX_DEPTH)), Ok(1.0));
        assert!(evaluate(&nested(MAX_DEPTH + 1)).is_err());
        assert!(evaluate(&"2^".repeat(4000)).is_err());
        assert_eq!(evaluate(&format!("{}1", "-".repeat(4000))), Ok(1.0));
    }
}
