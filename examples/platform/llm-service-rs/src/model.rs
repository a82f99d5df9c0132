//! The toy model: words drawn by a generator that the prompt seeds, so that the
//! same prompt always has the same completion.

pub(crate) const NAME: &str = "phoenix-toy-1";

const VOCABULARY: [&str; 32] = [
    "a", "and", "answers", "ashes", "bird", "builds", "calm", "canary", "every", "fire", "flies",
    "from", "gate", "green", "keeps", "learns", "new", "of", "old", "one", "opens", "phoenix",
    "release", "rises", "river", "sees", "slow", "the", "through", "waits", "watch", "with",
];

pub(crate) fn complete(prompt: &str, words: usize) -> String {
    let mut state = fnv1a(prompt.as_bytes());
    let mut completion = String::new();
    let mut previous = "";
    for _ in 0..words {
        let word = loop {
            let candidate = VOCABULARY[next(&mut state) % VOCABULARY.len()];
            if candidate != previous {
                break candidate;
            }
        };
        if !completion.is_empty() {
            completion.push(' ');
        }
        completion.push_str(word);
        previous = word;
    }
    completion.push('.');
    completion
}

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// One step of SplitMix64; the upper half of the output is used.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_prompt_has_the_same_completion() {
        assert_eq!(complete("hello", 12), complete("hello", 12));
        assert_ne!(complete("hello", 12), complete("hello!", 12));
    }

    #[test]
    fn a_longer_completion_begins_like_a_shorter_one() {
        let short = complete("hello", 5);
        let long = complete("hello", 50);
        assert!(long.starts_with(short.trim_end_matches('.')));
        assert_eq!(long.split(' ').count(), 50);
    }

    #[test]
    fn no_word_follows_itself() {
        let text = complete("hello", 256);
        let words: Vec<_> = text.trim_end_matches('.').split(' ').collect();
        assert!(words.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn the_hash_is_fnv1a() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
    }
}
