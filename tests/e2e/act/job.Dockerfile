# The job image of the act tests: what a runner has and the base has not. The toolchains of this machine are mounted
# (tests/e2e/act/run): rust at /opt/rust, cargo's crates at /opt/cargo, node at /opt/node. tools/ of the build context is what
# it brings along: cargo-tarpaulin, where there is a cargo to build it with.
ARG BASE=phoenix-base:bookworm
FROM $BASE
RUN apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends gcc libc6-dev libstdc++6 git >/dev/null && \
    rm -rf /var/lib/apt/lists/* && mkdir -p /opt/node/bin && \
    ln -s ../lib/node_modules/npm/bin/npm-cli.js /opt/node/bin/npm && \
    ln -s ../lib/node_modules/npm/bin/npx-cli.js /opt/node/bin/npx
ENV PATH=/opt/rust/bin:/opt/node/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    CARGO_HOME=/opt/cargo CARGO_NET_OFFLINE=true
COPY tools/ /usr/local/bin/
