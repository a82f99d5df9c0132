# The static file and the image; how V=static differs from a plain build is in tools/static.mk.

BASE  ?= debian:bookworm-slim
IMAGE ?= phoenix/ci:local

.PHONY: static image oci check-image
static: ## build/static/phoenix: one file that needs no other
	@tools/static/install-deps
	@tools/static/build-libs build/static/prefix
	@tools/static/versions build/static/prefix >build/static/versions
	@grep -Ev '^(ca-certificates|libdeflate-tools) ' build/static/versions | sed 's/.*/"&\\n"/' >build/static/built-from.new
	@cmp -s build/static/built-from.new build/static/built-from.inc || cp build/static/built-from.new build/static/built-from.inc
	@$(MAKE) --no-print-directory V=static B=build/static build/static/phoenix

image: ## phoenix/ci:local with Docker; BASE=phoenix-base:bookworm where no registry is
	@tools/with-docker tools/docker-build "$(BASE)" "$(IMAGE)"

oci: static ## dist/phoenix-oci.tar without Docker, the same bytes every time
	@tools/image-root build/static/root
	@tools/oci-image build/static/root dist/phoenix-oci.tar

check-image: oci ## what the image promises; DOCKERFILE=1 builds the Dockerfile too, FULL=1 the libraries once more
	@tools/install-deps image
	@tools/with-docker --or-without tests/contract/image/check
