# phoenix and what it needs, from scratch. Classic-builder clean: every Docker 20.10 and act build it.
# Without an image registry: make image BASE=phoenix-base:bookworm
ARG BASE=debian:bookworm-slim

# Depends on tools/static alone: a change in src/ builds no library again.
FROM $BASE AS libs
WORKDIR /build
COPY tools/static/ tools/static/
RUN apt-get update -qq && tools/static/install-deps && tools/static/build-libs build/static/prefix

FROM libs AS build
COPY Makefile VERSION ./
COPY tools/ tools/
COPY src/ src/
RUN make static && tools/image-root /image

FROM scratch
ARG VERSION=unknown
ARG REVISION=unknown
COPY --from=build /image/ /
ENV PATH=/
LABEL org.opencontainers.image.source=https://github.com/phoenix/ci \
      org.opencontainers.image.revision=$REVISION \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.licenses=Apache-2.0
ENTRYPOINT ["/phoenix"]
