# Trilemma's app. Build: docker build -t trilemma . Run it behind a proxy that ends TLS: compose.yaml, docs/deploy.md.
#
# The base is pinned to a patch release. To pin it to the very bytes as well, take the digest that
# `docker buildx imagetools inspect python:3.11.13-slim-bookworm` prints, and build with
# --build-arg BASE=python:3.11.13-slim-bookworm@sha256:…
ARG BASE=python:3.11.13-slim-bookworm

FROM ${BASE} AS build
WORKDIR /source
# what others wrote changes less often than what we do, and is installed first so that it is installed once
COPY requirements.lock ./
RUN python -m venv /opt/trilemma \
    && /opt/trilemma/bin/python -m pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
COPY requirements.txt pyproject.toml README.md LICENSE ./
COPY criteria ./criteria
COPY scenarios ./scenarios
COPY decision ./decision
# from here on nothing is fetched any more: what makes the package, and all it needs, was in the lock
RUN /opt/trilemma/bin/python -m pip install --no-cache-dir --disable-pip-version-check --no-index --no-deps --no-build-isolation . \
    && /opt/trilemma/bin/python -m pip check --disable-pip-version-check \
    && /opt/trilemma/bin/python -m compileall -q /opt/trilemma/lib

FROM ${BASE}
# A number and not only a name, so that whoever runs the container can see that it is not root.
RUN groupadd --system --gid 10001 trilemma \
    && useradd --system --uid 10001 --gid trilemma --home-dir /var/lib/trilemma --shell /usr/sbin/nologin trilemma \
    && install --directory --owner=trilemma --group=trilemma --mode=0700 /var/lib/trilemma \
    && install --directory /etc/trilemma /scenarios
COPY --from=build /opt/trilemma /opt/trilemma
# the examples, until a folder of your own is mounted over them
RUN cp /opt/trilemma/share/trilemma/scenarios/*.yaml /scenarios/
ENV PATH=/opt/trilemma/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TRILEMMA_SCENARIOS=/scenarios \
    TRILEMMA_STATE=/var/lib/trilemma
# .streamlit/secrets.toml is looked for here
WORKDIR /etc/trilemma
USER 10001:10001
VOLUME ["/var/lib/trilemma", "/scenarios"]
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "decision.ui.start.health"]
# every address of the container, which is reached only as far as its network is
ENTRYPOINT ["trilemma", "app", "--address", "0.0.0.0", "--no-browser"]
