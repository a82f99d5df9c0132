use a::{b,
 c};
#[x(y)]
pub struct A<T> { /* /* */ */ }
const fn f() -> u8 { r#"x"#; b'\n'; 'a: loop {} }
import x from "y"
export type A = { b: string }
  | C
let t = `a${`b${1}`}`; /[/*]/.test(s) // x
