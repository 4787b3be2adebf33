# syntax=docker/dockerfile:1
# The desk, and every command, in an image without a network: the model and the gazetteer are in the wheel.
#
#   docker build -t reportedly .
#   docker run --rm --read-only --tmpfs /tmp --network none -v "$PWD:/data" reportedly read report.txt
#   docker run --rm --read-only --tmpfs /tmp -p 127.0.0.1:8731:8731 -v "$PWD:/data" -e REPORTEDLY_METRICS_PORT=9464 \
#     reportedly serve syria.db --host 0.0.0.0 --name localhost --no-browser

FROM python:3.12.8-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY src ./src
RUN python -m venv /opt/reportedly \
 && /opt/reportedly/bin/pip install ".[formats,fetch,exports,postgresql,web,cluster,ops]"

FROM python:3.12.8-slim-bookworm
LABEL org.opencontainers.image.title="reportedly" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.description="From news reports to a record of who says what happened."
RUN groupadd --gid 10001 reportedly \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin reportedly \
 && install --directory --owner=10001 --group=10001 /data
COPY --from=build /opt/reportedly /opt/reportedly
ENV PATH=/opt/reportedly/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp
WORKDIR /data
VOLUME ["/data"]
USER 10001:10001
EXPOSE 8731 9464
# Healthy where no endpoints were asked for (a short command); else as they say.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, sys, urllib.request as u; p = os.environ.get('REPORTEDLY_METRICS_PORT'); sys.exit(0 if not p else u.urlopen(f'http://127.0.0.1:{p}/healthz', timeout=4).status != 200)"]
ENTRYPOINT ["reportedly"]
CMD ["--help"]
